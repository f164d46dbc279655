package bridge.simulation;

import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.secret.CachedSecret;
import bridge.secret.Secret;
import bridge.translate.Translation;
import bridge.translate.Translator;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Handlers without the bridge's care: an event is translated as the bridge does and posted once,
/// and anything but 2xx is a failure.
final class NaiveDelivery {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Translator translator;
  private final RegalApi regal;
  private final CachedSecret<Secret> key;
  private final DispatchEnvironment environment;
  private final EventLedger ledger;

  NaiveDelivery(
      Translator translator,
      RegalApi regal,
      CachedSecret<Secret> key,
      DispatchEnvironment environment,
      EventLedger ledger) {
    this.translator = translator;
    this.regal = regal;
    this.key = key;
    this.environment = environment;
    this.ledger = ledger;
  }

  /// Regal does not have the event, as far as is known.
  static final class FailedException extends Exception {
    @Serial private static final long serialVersionUID = 1;
  }

  /// The handler of AWS's guide for FIFO queues with ReportBatchItemFailures: one message after the
  /// other, at the first failure it stops and reports that message and all behind it (Lambda
  /// developer guide, services-sqs-errorhandling).
  List<String> stopAtFailure(List<ReceivedEvent> batch, Duration timeout)
      throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (ReceivedEvent event : batch) {
      if (!failures.isEmpty() || !tryPost(event)) {
        failures.add(event.messageId());
      }
    }
    return failures;
  }

  private boolean tryPost(ReceivedEvent event) throws InterruptedException {
    try {
      post(event);
      return true;
    } catch (FailedException | RuntimeException _) {
      return false;
    }
  }

  /// A handler without partial responses: the first failure throws, and the whole batch comes
  /// again.
  List<String> throwAtFailure(List<ReceivedEvent> batch, Duration timeout)
      throws FailedException, InterruptedException {
    for (ReceivedEvent event : batch) {
      post(event);
    }
    return List.of();
  }

  private void post(ReceivedEvent event) throws FailedException, InterruptedException {
    switch (translator.translate(event.body(), event.sentAt())) {
      case Translation.Skip skip -> report(event, "skipped", skip.reason().code());
      case Translation.DeadLetter _ -> throw new FailedException();
      case Translation.Send send -> {
        Secret current = key.current();
        if (current == null
            || !(regal.post(send.request(), current, TIMEOUT) instanceof Delivery.Accepted)) {
          throw new FailedException();
        }
        report(event, "delivered", "");
      }
    }
  }

  private void report(ReceivedEvent event, String outcome, String reason) {
    SqsMessage message = environment.invocation().message(event.messageId());
    if (message != null) {
      environment.invocation().markDone(message);
      ledger.recordOutcome(message, outcome, reason, false);
    }
  }
}
