package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.MissingPartException;
import java.util.List;
import java.util.function.Supplier;

/// One part of a check-up.
///
/// @param name of its findings
/// @param examination may fail with AwsCallException or MissingPartException
record HealthCheck(String name, Supplier<List<Finding>> examination) {
  /// At least one finding; a failure to read is one too.
  List<Finding> run() {
    try {
      return examination.get();
    } catch (AwsCallException e) {
      return List.of(Finding.unread(name, e));
    } catch (MissingPartException e) {
      return List.of(Finding.failure(name, e.sentence(), e.advice()));
    }
  }
}
