package bridge.dispatch;

import bridge.dispatch.RegalCall.Posted;
import bridge.platform.Platform;
import bridge.queue.MessageAttribute;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.PoisonEvents;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.Translation;
import bridge.translate.Warning;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Carries one event as far as it gets: what each answer of Regal's means for the event, its person
/// and this environment.
final class EventDelivery {
  /// SQS keeps a message 14 days.
  private static final Duration EXPIRY = Duration.ofDays(13);

  private final DispatchSettings settings;
  private final Platform platform;
  private final EventTranslation eventTranslation;
  private final StateChecks stateChecks;
  private final RegalCall regalCall;
  private final CircuitBreaker circuitBreaker;
  private final PoisonEvents poisonEvents = new PoisonEvents();
  private final DeadLetters deadLetters;
  private final Telemetry telemetry;

  EventDelivery(
      DispatchSettings settings,
      Platform platform,
      EventTranslation eventTranslation,
      StateChecks stateChecks,
      RegalCall regalCall,
      CircuitBreaker circuitBreaker,
      DeadLetters deadLetters,
      Telemetry telemetry) {
    this.settings = settings;
    this.platform = platform;
    this.eventTranslation = eventTranslation;
    this.stateChecks = stateChecks;
    this.regalCall = regalCall;
    this.circuitBreaker = circuitBreaker;
    this.deadLetters = deadLetters;
    this.telemetry = telemetry;
  }

  /// @param isProbe whether one POST may pass an open breaker
  Outcome carry(ReceivedEvent event, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    if (!time.mayPark()) {
      return new Outcome.OutOfTime();
    }
    Translation translation;
    try {
      translation = translation(event);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError _) {
      return isExpired(event)
          ? park(event, Reason.EXPIRED, 0, "", List.of())
          : failed(event, "error", "translation", 0, List.of());
    }
    List<Warning> warnings = translation.warnings();
    return switch (translation) {
      case Translation.Skip skip -> {
        stateChecks.skipped(skip);
        yield new Outcome.Skipped(skip.reason(), warnings);
      }
      case Translation.Park park -> park(event, park.reason(), 0, message(park), warnings);
      case Translation.Send _ when isExpired(event) -> park(event, Reason.EXPIRED, 0, "", warnings);
      case Translation.Send _ when !isProbe && circuitBreaker.isOpen() -> new Outcome.Held();
      case Translation.Send send -> send(event, send, time, isProbe);
    };
  }

  private Outcome send(
      ReceivedEvent event, Translation.Send send, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    return switch (stateChecks.begin(event, send, time)) {
      case StateChecks.Beginning.Begun(DeliveryAttempt deliveryAttempt) -> {
        Posted posted = posted(deliveryAttempt, time, isProbe);
        deliveryAttempt.ended(posted);
        yield sent(event, deliveryAttempt.send(), posted);
      }
      case StateChecks.Beginning.Repeated() -> new Outcome.Repeated(send.warnings());
      case StateChecks.Beginning.Unsure() ->
          park(event, Reason.UNKNOWN_OUTCOME, 0, "unended", send.warnings());
      case StateChecks.Beginning.Nothing(Translation.Skip skip) ->
          new Outcome.Skipped(skip.reason(), skip.warnings());
      case StateChecks.Beginning.UnderWay() -> new Outcome.Waiting("in_progress", "");
    };
  }

  /// Whatever is thrown leaves open whether Regal has the event.
  private Posted posted(DeliveryAttempt deliveryAttempt, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    try {
      return regalCall.post(deliveryAttempt.send().request(), time, isProbe);
    } catch (RuntimeException | Error e) {
      deliveryAttempt.broke();
      throw e;
    }
  }

  /// What the operator is told who finds the event parked.
  private String message(Translation.Park park) {
    return park.reason() == Reason.PRIVACY_DELETE && !stateChecks.erased(park.told())
        ? "the state table did not respond: redrive this event to erase the person's rows"
        : "";
  }

  private Translation translation(ReceivedEvent event) {
    Map<String, String> attributes = event.attributes();
    if (MessageAttribute.BASE64.equals(attributes.get(MessageAttribute.ENCODING))) {
      return new Translation.Park(Reason.INVALID_EVENT, List.of());
    }
    return stateChecks.translated(event, eventTranslation);
  }

  private Outcome sent(ReceivedEvent event, Translation.Send send, Posted posted) {
    return switch (posted) {
      case Posted.NotBegun(Outcome outcome) -> outcome;
      case Posted.NoKey() -> {
        circuitBreaker.keyMissing(event.group());
        yield new Outcome.Waiting("unauthorised", "no_key");
      }
      case Posted.Answered(Delivery delivery) -> answered(event, send, delivery);
    };
  }

  private Outcome answered(ReceivedEvent event, Translation.Send send, Delivery delivery) {
    String person = event.group();
    String id = event.messageId();
    List<Warning> warnings = send.warnings();
    return switch (delivery) {
      case Delivery.Accepted _ -> {
        accepted(event);
        yield new Outcome.Delivered(warnings);
      }
      case Delivery.Refused(int status, String message) ->
          circuitBreaker.refused(person)
              ? new Outcome.Waiting("rejected", "http_" + status)
              : park(event, Reason.REJECTED, status, message, warnings);
      case Delivery.Unauthorised(int status) -> {
        circuitBreaker.unauthorised(person, id);
        yield givenUpOr(event, "unauthorised", "http_" + status, status, warnings);
      }
      case Delivery.Misdirected(int status) -> {
        circuitBreaker.misdirected(person, id);
        yield givenUpOr(event, "misdirected", "http_" + status, status, warnings);
      }
      case Delivery.Suspect(int status) -> {
        circuitBreaker.failed(person);
        yield failed(event, "suspect", "http_" + status, status, warnings);
      }
      case Delivery.Throttled _ -> new Outcome.Waiting("throttled", "http_429");
      case Delivery.Unavailable(String reason) -> {
        circuitBreaker.failed(person);
        yield failed(event, "unavailable", reason, 0, warnings);
      }
      case Delivery.Unknown(String reason) -> {
        circuitBreaker.failed(person);
        telemetry.add(Metric.UNKNOWN_OUTCOME, 1);
        yield settings.parkWhenUnsure() && send.request().isNamed()
            ? park(event, Reason.UNKNOWN_OUTCOME, 0, reason, warnings)
            : failed(event, "unknown_outcome", reason, 0, warnings);
      }
    };
  }

  private void accepted(ReceivedEvent event) {
    CircuitBreaker.Passed passed = circuitBreaker.accepted(event.group());
    if (passed.closed()) {
      poisonEvents.startOver();
    }
    passed.accused().forEach(poisonEvents::failed);
    poisonEvents.accepted();
    poisonEvents.forget(event.messageId());
  }

  private Outcome failed(
      ReceivedEvent event, String name, String detail, int status, List<Warning> warnings) {
    poisonEvents.failed(event.messageId());
    return givenUpOr(event, name, detail, status, warnings);
  }

  private Outcome givenUpOr(
      ReceivedEvent event, String name, String detail, int status, List<Warning> warnings) {
    boolean isAtFault =
        !circuitBreaker.isOpen()
            && age(event).compareTo(settings.giveUpAge()) > 0
            && poisonEvents.isProven(event.messageId());
    return isAtFault
        ? park(event, Reason.POISON_EVENT, status, detail, warnings)
        : new Outcome.Waiting(name, detail);
  }

  private Outcome park(
      ReceivedEvent event, Reason reason, int status, String message, List<Warning> warnings) {
    if (!deadLetters.park(event, reason, status, message)) {
      return new Outcome.Waiting("dead_letter_failed", reason.code());
    }
    poisonEvents.forget(event.messageId());
    return new Outcome.Parked(reason, status, warnings);
  }

  private boolean isExpired(ReceivedEvent event) {
    return age(event).compareTo(EXPIRY) >= 0;
  }

  private Duration age(ReceivedEvent event) {
    return Duration.between(event.sentAt(), platform.now());
  }
}
