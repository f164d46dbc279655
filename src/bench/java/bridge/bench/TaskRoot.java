package bridge.bench;

import bridge.function.IngestFunction;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Artifacts as `sam build` lays them out, by links: classes at the root, libraries in `lib`.
final class TaskRoot {
  /// Written by Maven with what ships.
  private static final Path LIBRARIES = Path.of("target", "runtime-class-path.txt");

  /// What the managed runtime brings; everything else comes out of the artifact.
  private static final List<String> RUNTIME =
      List.of(
          "aws-lambda-java-runtime-interface-client",
          "aws-lambda-java-core",
          "aws-lambda-java-serialization",
          "utils-lite",
          "annotations-2");

  private TaskRoot() {}

  /// The bridge with all its libraries.
  static Path ofBridge() throws IOException {
    Path root = empty("bridge");
    try (var classes = Files.list(classes(IngestFunction.class))) {
      for (Path each : classes.toList()) {
        link(root, each);
      }
    }
    Path lib = Files.createDirectory(root.resolve("lib"));
    for (String jar : List.of(Files.readString(LIBRARIES).strip().split(File.pathSeparator))) {
      link(lib, Path.of(jar));
    }
    return root;
  }

  /// [Hello] and nothing else.
  static Path ofHello() throws IOException {
    Path root = empty("hello");
    String name = Hello.class.getName().replace('.', '/') + ".class";
    Path to = root.resolve(name);
    Files.createDirectories(to.getParent());
    Files.copy(classes(Hello.class).resolve(name), to);
    return root;
  }

  /// The jars of the managed runtime, from this class path.
  static List<String> runtimeJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> RUNTIME.stream().anyMatch(Path.of(entry).getFileName().toString()::startsWith))
        .toList();
  }

  /// The runtime interface client's native part, unpacked: left to itself, it unpacks into one
  /// fixed file of /tmp, which breaks environments that start side by side.
  static Path nativeClient() throws IOException {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    String name = "libaws-lambda-jni.linux-" + (isArm ? "aarch_64" : "x86_64") + ".so";
    Path unpacked = Bench.OUT.resolve(name);
    if (!Files.exists(unpacked)) {
      try (InputStream in = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
        Files.copy(Objects.requireNonNull(in, name), unpacked);
      }
    }
    return unpacked;
  }

  /// The directory that a class was loaded from.
  private static Path classes(Class<?> one) {
    return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void link(Path directory, Path target) throws IOException {
    Files.createSymbolicLink(directory.resolve(target.getFileName()), target.toAbsolutePath());
  }

  private static Path empty(String name) throws IOException {
    Path root = Bench.OUT.resolve(name);
    if (Files.exists(root)) {
      try (var paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    return Files.createDirectories(root);
  }
}
