package bridge.function;

import bridge.ingest.Answer;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/// Lambda's hook before the snapshot from which every environment starts: a [Rehearsal] loads the
/// classes and lets the JVM compile the code that a request needs. Whatever fails costs
/// milliseconds later, never the deployment.
///
/// AWS holds hooks weakly: keep it in a field.
final class Priming implements Resource {
  /// After so many the JVM has compiled most of what an array runs through.
  private static final int ARRAYS = 100;

  private final PowertoolsReport report;

  private Priming(PowertoolsReport report) {
    this.report = report;
  }

  static Priming registered(PowertoolsReport report) {
    Priming priming = new Priming(report);
    Core.getGlobalContext().register(priming);
    return priming;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try (Rehearsal rehearsal = new Rehearsal()) {
      Answer answer = rehearsal.event();
      for (int i = 0; i < ARRAYS && answer instanceof Answer.Safe; i++) {
        answer = rehearsal.array();
      }
      SSLContext.getDefault(); // reads the trusted certificates, which takes longest
      report.primed(answer.status());
    } catch (Throwable e) {
      report.warn("priming", Map.of("cause", e.getClass().getName()));
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
