package bridge.translate;

import bridge.profile.Consent;
import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import java.util.List;
import java.util.Set;

/// The result of translating an event. Its warnings are in the order in which they were found.
public sealed interface Translation {
  List<Warning> warnings();

  /// The person the event is about, for the state table.
  EventSubject subject();

  /// Whether an opt-out of the event cannot be sent.
  default boolean isOptOutLost() {
    return warnings().stream().anyMatch(warning -> warning.code() == WarningCode.OPTOUT_LOST);
  }

  /// The event is sent.
  ///
  /// @param filledIn the traits that come from `name` and flat address fields
  /// @param consents those of the request
  record Send(
      RegalRequest request,
      List<Warning> warnings,
      EventSubject subject,
      Set<String> filledIn,
      List<Consent> consents)
      implements Translation {
    public Send {
      warnings = List.copyOf(warnings);
      filledIn = Set.copyOf(filledIn);
      consents = List.copyOf(consents);
    }

    public Send(RegalRequest request, List<Warning> warnings) {
      this(request, warnings, EventSubject.NOTHING, Set.of(), List.of());
    }
  }

  /// By rule nothing is sent.
  record Skip(Reason reason, List<Warning> warnings, EventSubject subject) implements Translation {
    public Skip {
      warnings = List.copyOf(warnings);
    }

    public Skip(Reason reason, List<Warning> warnings) {
      this(reason, warnings, EventSubject.NOTHING);
    }
  }

  /// An operator has to decide what to do with the event. It is kept with its reason.
  record DeadLetter(Reason reason, List<Warning> warnings, EventSubject subject)
      implements Translation {
    public DeadLetter {
      warnings = List.copyOf(warnings);
    }

    public DeadLetter(Reason reason, List<Warning> warnings) {
      this(reason, warnings, EventSubject.NOTHING);
    }
  }
}
