package bridge.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A process that the bench starts, watches and ends.
final class ChildProcess implements AutoCloseable {
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;

  /// @param environment what it gets beside PATH, and nothing else
  /// @param out where its output goes; null for the pipe that [#line] reads
  ChildProcess(
      List<String> command, Map<String, String> environment, Path directory, @Nullable File out)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().putAll(environment);
    if (out == null) {
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    } else {
      builder.redirectErrorStream(true).redirectOutput(out);
    }
    this.process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /// A main class of this class path, with the bench's own JVM settings for libraries.
  static ChildProcess ofMain(Class<?> main, List<String> jvmOptions) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ChildProcess(command, Map.of(), Path.of("."), null);
  }

  /// The next line that it prints.
  String line() throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String line = reader.readLine();
    if (line == null) {
      throw new IllegalStateException("a process of the bench ended before it was ready");
    }
    return line;
  }

  /// The line that it prints in response to one on its standard input.
  String ask(String question) throws IOException {
    BufferedWriter writer = process.outputWriter(StandardCharsets.UTF_8);
    writer.write(question + "\n");
    writer.flush();
    return line();
  }

  /// Processor seconds used so far, by all threads, those ended included.
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /// The most memory that was resident at once, in MB of 1,048,576 bytes.
  double peakMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", process.pid() + "", "status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_024.0;
      }
    }
    throw new IllegalStateException("no VmHWM in /proc");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
