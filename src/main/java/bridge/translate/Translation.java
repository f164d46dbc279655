package bridge.translate;

import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import java.util.List;

/// What an event becomes. The warnings stand in the order in which they were found.
public sealed interface Translation {
  List<Warning> warnings();

  /// What the event tells of its person, for who remembers.
  EventSubject subject();

  record Send(RegalRequest request, List<Warning> warnings, EventSubject subject)
      implements Translation {
    public Send {
      warnings = List.copyOf(warnings);
    }

    public Send(RegalRequest request, List<Warning> warnings) {
      this(request, warnings, EventSubject.NOTHING);
    }
  }

  /// By rule nothing is to be sent.
  record Skip(Reason reason, List<Warning> warnings, EventSubject subject) implements Translation {
    public Skip {
      warnings = List.copyOf(warnings);
    }

    public Skip(Reason reason, List<Warning> warnings) {
      this(reason, warnings, EventSubject.NOTHING);
    }
  }

  /// Nobody but a person can tell what is to be done; it is kept with its reason.
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
