package bridge.operator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the documents say what to do about an outcome.
final class ReasonDocuments {
  private static final Map<String, String> RETRIES =
      Map.ofEntries(
          Map.entry("unavailable", "runbook.md#breakeropenalarm"),
          Map.entry("unknown_outcome", "delivery.md#outcomes"),
          Map.entry("throttled", "runbook.md#backlogalarm"),
          Map.entry("unauthorised", "runbook.md#credentialsrejectedalarm"),
          Map.entry("misdirected", "runbook.md#endpointrejectedalarm"),
          Map.entry("suspect", "runbook.md#one-person-is-stuck"),
          Map.entry("rejected", "runbook.md#rejectionspikealarm"),
          Map.entry("dead_letter_failed", "runbook.md#one-person-is-stuck"),
          Map.entry("in_progress", "delivery.md#outcomes"),
          Map.entry("breaker_open", "runbook.md#breakeropenalarm"),
          Map.entry("out_of_time", "runbook.md#backlogalarm"),
          Map.entry("error", "runbook.md#dispatcherrorsalarm"));

  private ReasonDocuments() {}

  /// A document of `src/site/markdown` with the heading's anchor; null where nothing is to be done.
  static @Nullable String of(String outcome, String reason) {
    return switch (outcome) {
      case "retrying" -> RETRIES.get(reason);
      case "dead_lettered" ->
          reason.equals("privacy_delete")
              ? "runbook.md#privacydeletionalarm"
              : "runbook.md#deadlettersalarm";
      case "skipped" -> "mapping.md#reasons";
      default -> null;
    };
  }
}
