package bridge.mutation;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// `exec:exec@mutants`: makes each mutant in a copy of the tree and runs the tests that are to kill
/// it. Ends with 1 if one survives or cannot be tried. `-Dname=` tries those whose name holds the
/// text.
final class MutationRun {
  private static final long LONGEST_SECONDS = 120;

  /// Of all tests together, without a mutant.
  private static final long LONGEST_OF_ALL_SECONDS = 600;

  /// What no test reads.
  private static final List<String> NOT_COPIED = List.of("target", ".git", ".aws-sam");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "AWS_EMF_ENVIRONMENT", "Lambda",
          "AWS_REGION", "us-east-1",
          "AWS_ACCESS_KEY_ID", "test",
          "AWS_SECRET_ACCESS_KEY", "test");

  private final Path copy;
  private final String classPath;

  private MutationRun(Path copy) {
    this.copy = copy;
    this.classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  static void main() {
    CommandMain.run(MutationRun::runAll);
  }

  private static int runAll() throws Exception {
    String part = CommandOption.of("name", "");
    List<Mutant> mutants =
        Mutant.readAll().stream().filter(mutant -> mutant.name().contains(part)).toList();
    Path copy = Files.createTempDirectory(Path.of("target"), "mutants").toAbsolutePath();
    copyTree(copy);
    MutationRun run = new MutationRun(copy);
    List<String> tests =
        mutants.stream().flatMap(each -> each.tests().stream()).distinct().toList();
    List<String> failing = run.failing(tests, run.classPath, LONGEST_OF_ALL_SECONDS);
    if (!failing.isEmpty()) {
      System.out.println("without a mutant these fail: " + failing);
      return 1;
    }
    int alive = 0;
    for (Mutant mutant : mutants) {
      alive += run.isKilled(mutant) ? 0 : 1;
    }
    System.out.println(mutants.size() - alive + " killed, " + alive + " not");
    return alive == 0 ? 0 : 1;
  }

  private static void copyTree(Path to) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      for (Path file : files.skip(1).toList()) {
        if (!NOT_COPIED.contains(file.getName(0).toString())) {
          Files.copy(file, to.resolve(file));
        }
      }
    }
  }

  private boolean isKilled(Mutant mutant) throws IOException, InterruptedException {
    Path file = copy.resolve(mutant.file());
    String source = Files.readString(file);
    Path classes = Files.createTempDirectory(copy, "classes");
    try {
      Files.writeString(file, mutant.applyTo(source));
      if (mutant.file().toString().endsWith(".java")) {
        compile(file, classes);
      }
      List<String> killers =
          failing(mutant.tests(), classes + File.pathSeparator + classPath, LONGEST_SECONDS);
      System.out.println(
          killers.isEmpty()
              ? "survived " + mutant.name()
              : "killed " + mutant.name() + " by " + String.join(", ", killers));
      return !killers.isEmpty();
    } catch (MutantException e) {
      System.out.println("not tried " + mutant.name() + ": " + e.getMessage());
      return false;
    } finally {
      Files.writeString(file, source);
    }
  }

  private void compile(Path file, Path to) throws MutantException {
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-cp",
                classPath,
                "-d",
                to.toString(),
                file.toString());
    if (result != 0) {
      throw new MutantException("does not compile");
    }
  }

  /// The tests that fail, or one entry for a run that does not end.
  private List<String> failing(List<String> tests, String classes, long seconds)
      throws IOException, InterruptedException {
    Path failed = copy.resolve("failed.txt");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", classes));
    command.add(NamedTests.class.getName());
    command.add(failed.toString());
    command.addAll(tests);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(copy.resolve("output.txt").toFile());
    builder.environment().putAll(ENVIRONMENT);
    Process process = builder.start();
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return List.of("no end within " + seconds + " s");
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "no test ran: " + Files.readString(copy.resolve("output.txt")));
    }
    return Files.readAllLines(failed);
  }
}
