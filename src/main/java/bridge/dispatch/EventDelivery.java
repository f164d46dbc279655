package bridge.dispatch;

import bridge.dispatch.RegalCall.Result;
import bridge.platform.Platform;
import bridge.profile.KnownPeople;
import bridge.queue.MessageAttribute;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.regal.Delivery;
import bridge.resilience.CircuitBreaker;
import bridge.resilience.InvocationDeadline;
import bridge.resilience.PoisonEvents;
import bridge.state.StateStore;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import bridge.translate.EventSubject;
import bridge.translate.Translation;
import bridge.translate.Warning;
import bridge.translate.WarningCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Delivers one event and maps Regal's response to an outcome, for the event, its person and this
/// environment.
final class EventDelivery {
  /// SQS keeps a message 14 days.
  private static final Duration EXPIRY = Duration.ofDays(13);

  private final DispatchSettings settings;
  private final Platform platform;
  private final EventTranslation eventTranslation;
  private final StateStore state;
  private final StateChecks stateChecks;
  private final RegalCall regalCall;
  private final CircuitBreaker circuitBreaker;
  private final PoisonEvents poisonEvents = new PoisonEvents();
  private final DeadLetters deadLetters;
  private final Telemetry telemetry;

  /// Those of this batch that depend on nothing but their event, by message id.
  private final Map<String, Translation> translations = new ConcurrentHashMap<>();

  EventDelivery(
      DispatchSettings settings,
      EventTranslation eventTranslation,
      DispatchContext context,
      StateChecks stateChecks,
      RegalCall regalCall,
      CircuitBreaker circuitBreaker) {
    this.settings = settings;
    this.eventTranslation = eventTranslation;
    this.platform = context.platform();
    this.telemetry = context.telemetry();
    this.state = context.state();
    this.deadLetters = new DeadLetters(context.queues().deadLetters());
    this.stateChecks = stateChecks;
    this.regalCall = regalCall;
    this.circuitBreaker = circuitBreaker;
  }

  /// Begins a batch.
  void begin() {
    translations.clear();
  }

  /// Reads what an event can need of the state table, for [StateStore#begin].
  void look(ReceivedEvent event) {
    try {
      switch (translate(event, state.known())) {
        case Translation.Send send -> stateChecks.look(event, send);
        case Translation.Skip _, Translation.DeadLetter _ -> {}
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError _) {
      return; // its delivery meets the same error
    }
  }

  /// @param isProbe whether one POST may pass an open circuit breaker
  Outcome deliver(ReceivedEvent event, InvocationDeadline deadline, boolean isProbe)
      throws InterruptedException {
    if (!deadline.mayDeadLetter()) {
      return new Outcome.OutOfTime();
    }
    Translation translation;
    try {
      translation = translate(event, state.known());
      if (translation.isOptOutLost()) { // its person may have become known during the batch
        translation = translate(event, state.latest());
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError _) {
      return isExpired(event)
          ? deadLetter(event, Reason.EXPIRED, 0, "", List.of())
          : retryAfterFailure(event, RetryReason.ERROR, "translation", 0, List.of());
    }
    List<Warning> warnings = translation.warnings();
    return switch (translation) {
      case Translation.Skip skip -> {
        if (skip.reason() == Reason.NOTHING_TO_SEND) { // `identify("id")` holds only a link
          state.learn(skip.subject().anonymousId(), skip.subject().who(), skip.subject().time());
        }
        yield new Outcome.Skipped(skip.reason(), warnings);
      }
      case Translation.DeadLetter(Reason reason, _, EventSubject subject)
          when reason == Reason.PRIVACY_DELETE ->
          erase(event, subject, warnings);
      case Translation.DeadLetter deadLetter ->
          deadLetter(event, deadLetter.reason(), 0, "", warnings);
      case Translation.Send _ when isExpired(event) ->
          deadLetter(event, Reason.EXPIRED, 0, "", warnings);
      case Translation.Send _ when !isProbe && circuitBreaker.isOpen() -> new Outcome.BreakerOpen();
      case Translation.Send send -> send(event, send, deadline, isProbe);
    };
  }

  private Outcome send(
      ReceivedEvent event, Translation.Send send, InvocationDeadline deadline, boolean isProbe)
      throws InterruptedException {
    return switch (stateChecks.begin(event, send, deadline)) {
      case StateChecks.Decision.Proceed(DeliveryAttempt attempt) ->
          outcomeOf(event, attempt.send(), attempt.post(regalCall, deadline, isProbe));
      case StateChecks.Decision.Duplicate(boolean isOptOutLost) ->
          new Outcome.Duplicate(
              isOptOutLost ? List.of(new Warning(WarningCode.OPTOUT_LOST, "$")) : List.of());
      case StateChecks.Decision.UnknownOutcome() ->
          deadLetter(event, Reason.UNKNOWN_OUTCOME, 0, "abandoned_claim", send.warnings());
      case StateChecks.Decision.NothingLeft(Translation.Skip skip) ->
          new Outcome.Skipped(skip.reason(), skip.warnings());
      case StateChecks.Decision.InProgress() -> new Outcome.Retry(RetryReason.IN_PROGRESS, "");
      case StateChecks.Decision.OutOfTime() -> new Outcome.OutOfTime();
    };
  }

  /// Dead-letters a deletion once no row of the person is left, which may take several invocations.
  private Outcome erase(ReceivedEvent event, EventSubject subject, List<Warning> warnings) {
    StateStore.ErasureResult result = state.erase(subject.who(), subject.anonymousId());
    if (result == StateStore.ErasureResult.INCOMPLETE && !isExpired(event)) {
      return new Outcome.OutOfTime();
    }
    String note =
        result == StateStore.ErasureResult.COMPLETE
            ? ""
            : "rows of the person may be left in the state table: redrive this event to erase them";
    return deadLetter(event, Reason.PRIVACY_DELETE, 0, note, warnings);
  }

  private Translation translate(ReceivedEvent event, KnownPeople known) {
    Map<String, String> attributes = event.attributes();
    if (MessageAttribute.BASE64.equals(attributes.get(MessageAttribute.ENCODING))) {
      return new Translation.DeadLetter(Reason.INVALID_EVENT, List.of());
    }
    Translation before = translations.get(event.messageId());
    if (before != null) {
      return before;
    }
    AskedPeople people = new AskedPeople(known);
    Translation translation = eventTranslation.translate(event.body(), event.receivedAt(), people);
    if (!people.isAsked()) {
      translations.put(event.messageId(), translation);
    }
    return translation;
  }

  private Outcome outcomeOf(ReceivedEvent event, Translation.Send send, Result result) {
    return switch (result) {
      case Result.NotSent(Outcome outcome) -> outcome;
      case Result.NoKey() -> {
        circuitBreaker.recordMissingKey(event.group());
        yield new Outcome.Retry(RetryReason.UNAUTHORISED, "no_key");
      }
      case Result.Responded(Delivery delivery) -> outcomeOf(event, send, delivery);
    };
  }

  private Outcome outcomeOf(ReceivedEvent event, Translation.Send send, Delivery delivery) {
    String person = event.group();
    String id = event.messageId();
    List<Warning> warnings = send.warnings();
    return switch (delivery) {
      case Delivery.Accepted _ -> {
        recordAccepted(event);
        yield new Outcome.Delivered(warnings);
      }
      case Delivery.Refused(int status, String message) ->
          circuitBreaker.recordRejection(person, state.countRejection(person))
              ? new Outcome.Retry(RetryReason.REJECTED, "http_" + status)
              : deadLetter(event, Reason.REJECTED, status, message, warnings);
      case Delivery.Unauthorised(int status) -> {
        circuitBreaker.recordUnauthorised(person, id);
        yield retryOrDeadLetter(
            event, RetryReason.UNAUTHORISED, "http_" + status, status, warnings);
      }
      case Delivery.Misdirected(int status) -> {
        circuitBreaker.recordMisdirected(person, id);
        yield retryOrDeadLetter(event, RetryReason.MISDIRECTED, "http_" + status, status, warnings);
      }
      case Delivery.Suspect(int status) -> {
        circuitBreaker.recordFailure(person);
        yield retryAfterFailure(event, RetryReason.SUSPECT, "http_" + status, status, warnings);
      }
      case Delivery.Throttled _ -> new Outcome.Retry(RetryReason.THROTTLED, "http_429");
      case Delivery.Unavailable(String reason) -> {
        circuitBreaker.recordFailure(person);
        yield retryAfterFailure(event, RetryReason.UNAVAILABLE, reason, 0, warnings);
      }
      case Delivery.Unknown(String reason) -> {
        circuitBreaker.recordFailure(person);
        telemetry.count(Metric.UNKNOWN_OUTCOME, 1);
        yield settings.isUnknownOutcomeDeadLettered() && send.request().isNamed()
            ? deadLetter(event, Reason.UNKNOWN_OUTCOME, 0, reason, warnings)
            : retryAfterFailure(event, RetryReason.UNKNOWN_OUTCOME, reason, 0, warnings);
      }
    };
  }

  private void recordAccepted(ReceivedEvent event) {
    CircuitBreaker.Passed passed = circuitBreaker.recordAccepted(event.group());
    if (passed.isClosed()) {
      poisonEvents.clear();
    }
    passed.accused().forEach(poisonEvents::recordFailure);
    state.endRejections();
    poisonEvents.recordAccepted();
    poisonEvents.remove(event.messageId());
  }

  private Outcome retryAfterFailure(
      ReceivedEvent event, RetryReason reason, String detail, int status, List<Warning> warnings) {
    poisonEvents.recordFailure(event.messageId());
    return retryOrDeadLetter(event, reason, detail, status, warnings);
  }

  private Outcome retryOrDeadLetter(
      ReceivedEvent event, RetryReason reason, String detail, int status, List<Warning> warnings) {
    boolean isAtFault =
        !circuitBreaker.isOpen()
            && age(event).compareTo(settings.poisonEventAge()) > 0
            && poisonEvents.isProven(event.messageId());
    return isAtFault
        ? deadLetter(event, Reason.POISON_EVENT, status, detail, warnings)
        : new Outcome.Retry(reason, detail);
  }

  private Outcome deadLetter(
      ReceivedEvent event, Reason reason, int status, String message, List<Warning> warnings) {
    if (!deadLetters.send(event, reason, status, message)) {
      return new Outcome.Retry(RetryReason.DEAD_LETTER_FAILED, reason.code());
    }
    poisonEvents.remove(event.messageId());
    return new Outcome.DeadLettered(reason, status, warnings);
  }

  private boolean isExpired(ReceivedEvent event) {
    return age(event).compareTo(EXPIRY) >= 0;
  }

  private Duration age(ReceivedEvent event) {
    return Duration.between(event.sentAt(), platform.now());
  }
}
