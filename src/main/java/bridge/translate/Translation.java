package bridge.translate;

import bridge.queue.Reason;
import bridge.regal.RegalRequest;
import java.util.List;

/// What an event becomes. The warnings stand in the order in which they were found.
public sealed interface Translation {
  List<Warning> warnings();

  record Send(RegalRequest request, List<Warning> warnings) implements Translation {
    public Send {
      warnings = List.copyOf(warnings);
    }
  }

  /// By rule nothing is to be sent.
  record Skip(Reason reason, List<Warning> warnings) implements Translation {
    public Skip {
      warnings = List.copyOf(warnings);
    }
  }

  /// Nobody but a person can tell what is to be done; it is kept with its reason.
  record Park(Reason reason, List<Warning> warnings) implements Translation {
    public Park {
      warnings = List.copyOf(warnings);
    }
  }
}
