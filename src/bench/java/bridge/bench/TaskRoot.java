package bridge.bench;

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

/// The artifact as `sam build` lays it out, by links: classes at the root, libraries in `lib`.
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
    Path root = Bench.OUT.resolve("bridge");
    delete(root);
    Files.createDirectory(root);
    try (var classes = Files.list(Path.of("target", "classes"))) {
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

  private static void link(Path directory, Path target) throws IOException {
    Files.createSymbolicLink(directory.resolve(target.getFileName()), target.toAbsolutePath());
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
