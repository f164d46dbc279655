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
  private final Platform machine;
  private final EventTranslation translating;
  private final StateChecks recall;
  private final RegalCall posting;
  private final CircuitBreaker breaker;
  private final PoisonEvents giveUp = new PoisonEvents();
  private final DeadLetters parking;
  private final Telemetry report;

  EventDelivery(
      DispatchSettings settings,
      Platform machine,
      EventTranslation translating,
      StateChecks recall,
      RegalCall posting,
      CircuitBreaker breaker,
      DeadLetters parking,
      Telemetry report) {
    this.settings = settings;
    this.machine = machine;
    this.translating = translating;
    this.recall = recall;
    this.posting = posting;
    this.breaker = breaker;
    this.parking = parking;
    this.report = report;
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
        recall.skipped(skip);
        yield new Outcome.Skipped(skip.reason(), warnings);
      }
      case Translation.Park park -> park(event, park.reason(), 0, message(park), warnings);
      case Translation.Send _ when isExpired(event) -> park(event, Reason.EXPIRED, 0, "", warnings);
      case Translation.Send _ when !isProbe && breaker.isOpen() -> new Outcome.Held();
      case Translation.Send send -> send(event, send, time, isProbe);
    };
  }

  private Outcome send(
      ReceivedEvent event, Translation.Send send, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    return switch (recall.begin(event, send, time)) {
      case StateChecks.Beginning.Begun(DeliveryAttempt attempt) -> {
        Posted posted = posted(attempt, time, isProbe);
        attempt.ended(posted);
        yield sent(event, attempt.send(), posted);
      }
      case StateChecks.Beginning.Repeated() -> new Outcome.Repeated(send.warnings());
      case StateChecks.Beginning.Unsure() ->
          park(event, Reason.UNSURE, 0, "unended", send.warnings());
      case StateChecks.Beginning.Nothing(Translation.Skip skip) ->
          new Outcome.Skipped(skip.reason(), skip.warnings());
      case StateChecks.Beginning.UnderWay() -> new Outcome.Waiting("under_way", "");
    };
  }

  /// Whatever is thrown leaves open whether Regal has the event.
  private Posted posted(DeliveryAttempt attempt, InvocationDeadline time, boolean isProbe)
      throws InterruptedException {
    try {
      return posting.post(attempt.send().request(), time, isProbe);
    } catch (RuntimeException | Error e) {
      attempt.broke();
      throw e;
    }
  }

  /// What the operator is told who finds the event parked.
  private String message(Translation.Park park) {
    return park.reason() == Reason.PRIVACY_DELETE && !recall.erased(park.told())
        ? "the memory did not answer: replay this event so that it forgets the person"
        : "";
  }

  private Translation translation(ReceivedEvent event) {
    Map<String, String> attributes = event.attributes();
    if (MessageAttribute.BASE64.equals(attributes.get(MessageAttribute.ENCODING))) {
      return new Translation.Park(Reason.INVALID_EVENT, List.of());
    }
    return recall.translated(event, translating);
  }

  private Outcome sent(ReceivedEvent event, Translation.Send send, Posted posted) {
    return switch (posted) {
      case Posted.NotBegun(Outcome outcome) -> outcome;
      case Posted.NoKey() -> {
        breaker.keyMissing(event.group());
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
          breaker.refused(person)
              ? new Outcome.Waiting("refused", "http_" + status)
              : park(event, Reason.REFUSED, status, message, warnings);
      case Delivery.Unauthorised(int status) -> {
        breaker.unauthorised(person, id);
        yield givenUpOr(event, "unauthorised", "http_" + status, status, warnings);
      }
      case Delivery.Misdirected(int status) -> {
        breaker.misdirected(person, id);
        yield givenUpOr(event, "misdirected", "http_" + status, status, warnings);
      }
      case Delivery.Suspect(int status) -> {
        breaker.failed(person);
        yield failed(event, "suspect", "http_" + status, status, warnings);
      }
      case Delivery.Throttled _ -> new Outcome.Waiting("throttled", "http_429");
      case Delivery.Unavailable(String reason) -> {
        breaker.failed(person);
        yield failed(event, "unavailable", reason, 0, warnings);
      }
      case Delivery.Unknown(String reason) -> {
        breaker.failed(person);
        report.add(Metric.AMBIGUOUS, 1);
        yield settings.parkWhenUnsure() && send.request().isNamed()
            ? park(event, Reason.UNSURE, 0, reason, warnings)
            : failed(event, "unknown", reason, 0, warnings);
      }
    };
  }

  private void accepted(ReceivedEvent event) {
    CircuitBreaker.Passed passed = breaker.accepted(event.group());
    if (passed.closed()) {
      giveUp.startOver();
    }
    passed.accused().forEach(giveUp::failed);
    giveUp.accepted();
    giveUp.forget(event.messageId());
  }

  private Outcome failed(
      ReceivedEvent event, String name, String detail, int status, List<Warning> warnings) {
    giveUp.failed(event.messageId());
    return givenUpOr(event, name, detail, status, warnings);
  }

  private Outcome givenUpOr(
      ReceivedEvent event, String name, String detail, int status, List<Warning> warnings) {
    boolean isAtFault =
        !breaker.isOpen()
            && age(event).compareTo(settings.giveUpAge()) > 0
            && giveUp.isProven(event.messageId());
    return isAtFault
        ? park(event, Reason.GIVEN_UP, status, detail, warnings)
        : new Outcome.Waiting(name, detail);
  }

  private Outcome park(
      ReceivedEvent event, Reason reason, int status, String message, List<Warning> warnings) {
    if (!parking.park(event, reason, status, message)) {
      return new Outcome.Waiting("park_failed", reason.code());
    }
    giveUp.forget(event.messageId());
    return new Outcome.Parked(reason, status, warnings);
  }

  private boolean isExpired(ReceivedEvent event) {
    return age(event).compareTo(EXPIRY) >= 0;
  }

  private Duration age(ReceivedEvent event) {
    return Duration.between(event.sentAt(), machine.now());
  }
}
