package bridge.mutation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Runs the tests named by its arguments and writes those that fail to the file named first, one a
/// line. Ends with 1 if no test ran.
final class NamedTests implements TestExecutionListener {
  private final Set<String> failed = new LinkedHashSet<>();
  private int run;

  private NamedTests() {}

  static void main(String[] args) throws Exception {
    List<String> names = List.of(args).subList(1, args.length);
    NamedTests tests = new NamedTests();
    try (LauncherSession session = LauncherFactory.openSession()) {
      session
          .getLauncher()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      names.stream()
                          .map(name -> DiscoverySelectors.selectClass(className(name)))
                          .toList())
                  .filters((PostDiscoveryFilter) test -> filter(test, names))
                  .build(),
              tests);
    }
    Files.write(Path.of(args[0]), tests.failed);
    System.exit(tests.run == 0 ? 1 : 0);
  }

  private static String className(String name) {
    return "bridge." + name.replaceFirst("#.*", "");
  }

  private static FilterResult filter(TestDescriptor test, List<String> names) {
    return FilterResult.includedIf(
        !(test.getSource().orElse(null) instanceof MethodSource method)
            || names.contains(shortName(method).replaceFirst("#.*", ""))
            || names.contains(shortName(method)));
  }

  private static String shortName(MethodSource method) {
    return method.getClassName().substring("bridge.".length()) + "#" + method.getMethodName();
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    run += test.isTest() ? 1 : 0;
    if (result.getStatus() == TestExecutionResult.Status.FAILED) {
      String name =
          test.getSource().orElse(null) instanceof MethodSource method
              ? shortName(method)
              : test.getDisplayName();
      failed.add(name);
      result.getThrowable().ifPresent(Throwable::printStackTrace);
    }
  }
}
