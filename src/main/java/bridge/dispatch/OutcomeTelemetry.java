package bridge.dispatch;

import bridge.platform.Platform;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.segment.MessageId;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.Warning;
import bridge.translate.WarningCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports the outcome of each event: one log line and its metrics. The group is a hash.
final class OutcomeTelemetry {
  private final Platform platform;
  private final Telemetry telemetry;

  OutcomeTelemetry(Platform platform, Telemetry telemetry) {
    this.platform = platform;
    this.telemetry = telemetry;
  }

  void record(ReceivedEvent event, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered(List<Warning> warnings) -> {
        Duration age = Duration.between(event.receivedAt(), platform.now());
        telemetry.count(Metric.DELIVERED, 1);
        telemetry.count(Metric.DELIVERY_LATENCY, (double) age.toMillis());
        countWarnings(warnings);
        log(event, "delivered", "", "", warnings);
      }
      case Outcome.Duplicate(List<Warning> warnings) -> {
        telemetry.count(Metric.DUPLICATES_SUPPRESSED, 1);
        countOptOuts(warnings); // the function that delivered it may have ended before it counted
        log(event, "duplicate", "", "", warnings);
      }
      case Outcome.Skipped(Reason reason, List<Warning> warnings) -> {
        telemetry.count(Metric.SKIPPED, reason.code(), 1);
        countWarnings(warnings);
        log(event, "skipped", reason.code(), "", warnings);
      }
      case Outcome.DeadLettered(Reason reason, int status, List<Warning> warnings) -> {
        if (reason == Reason.PRIVACY_DELETE) {
          telemetry.count(Metric.DELETION_REQUESTED, 1);
        } else {
          telemetry.count(Metric.DEAD_LETTERED, reason.code(), 1);
        }
        countWarnings(warnings);
        log(event, "dead_lettered", reason.code(), status == 0 ? "" : "http_" + status, warnings);
      }
      case Outcome.Retry(RetryReason reason, String detail) -> {
        telemetry.count(Metric.RETRIED, reason.code(), 1);
        log(event, "retrying", reason.code(), detail, List.of());
      }
      case Outcome.OutOfTime() -> record(event, new Outcome.Retry(RetryReason.OUT_OF_TIME, ""));
      case Outcome.BreakerOpen() -> record(event, new Outcome.Retry(RetryReason.BREAKER_OPEN, ""));
    }
  }

  private void countWarnings(List<Warning> warnings) {
    warnings.forEach(warning -> telemetry.count(Metric.WARNINGS, warning.code().code(), 1));
    countOptOuts(warnings);
  }

  private void countOptOuts(List<Warning> warnings) {
    count(Metric.OPT_OUT_LOST, warnings, WarningCode.OPTOUT_LOST);
    count(Metric.OPT_OUT_BEFORE_OPT_IN, warnings, WarningCode.OPTOUT_BEFORE_OPTIN);
  }

  private void count(Metric metric, List<Warning> warnings, WarningCode code) {
    long found = count(warnings, code);
    if (found > 0) {
      telemetry.count(metric, (double) found);
    }
  }

  private static long count(List<Warning> warnings, WarningCode code) {
    return warnings.stream().filter(warning -> warning.code() == code).count();
  }

  private void log(
      ReceivedEvent event, String outcome, String reason, String detail, List<Warning> warnings) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("outcome", outcome);
    fields.put("messageId", event.messageId());
    fields.put("segmentMessageId", MessageId.forLog(event.body()));
    fields.put("group", event.group());
    fields.put("receives", String.valueOf(event.receiveCount()));
    fields.put("reason", reason);
    fields.put("detail", detail);
    long lost = count(warnings, WarningCode.OPTOUT_LOST);
    long overtaken = count(warnings, WarningCode.OPTOUT_BEFORE_OPTIN);
    if (lost + overtaken > 0) {
      fields.put("optOutsLost", lost == 0 ? "" : String.valueOf(lost));
      fields.put("optOutsBeforeOptIn", overtaken == 0 ? "" : String.valueOf(overtaken));
    }
    fields.values().removeIf(String::isEmpty);
    telemetry.log("dispatch", fields);
  }
}
