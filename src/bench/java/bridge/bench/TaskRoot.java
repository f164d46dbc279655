package bridge.bench;

import bridge.function.IngestFunction;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Artifacts as `sam build` lays them out: classes at the root, libraries in `lib`.
final class TaskRoot {
  /// Written by Maven with what ships.
  private static final Path RUNTIME = Path.of("target", "runtime-class-path.txt");

  private TaskRoot() {}

  /// The bridge with all its libraries.
  static Path ofBridge(Path root) throws IOException {
    empty(root);
    copy(classes(IngestFunction.class), root);
    Path lib = Files.createDirectories(root.resolve("lib"));
    for (String jar : List.of(Files.readString(RUNTIME).strip().split(File.pathSeparator))) {
      Path from = Path.of(jar);
      Files.copy(from, lib.resolve(from.getFileName()));
    }
    return root;
  }

  /// One class and nothing else.
  static Path ofOneClass(Path root, Class<?> one) throws IOException {
    empty(root);
    String name = one.getName().replace('.', '/') + ".class";
    Path to = root.resolve(name);
    Files.createDirectories(to.getParent());
    Files.copy(classes(one).resolve(name), to);
    return root;
  }

  /// Jars of the class path whose names begin so: what the managed runtime itself brings.
  static List<String> jars(List<String> beginnings) {
    List<String> jars = new ArrayList<>();
    String classPath = System.getProperty("java.class.path");
    for (String entry : List.of(classPath.split(File.pathSeparator))) {
      String name = Path.of(entry).getFileName().toString();
      if (beginnings.stream().anyMatch(name::startsWith)) {
        jars.add(Path.of(entry).toAbsolutePath().toString());
      }
    }
    return jars;
  }

  /// The runtime interface client's native part, unpacked: left to itself, it unpacks into one
  /// fixed file of /tmp, which breaks environments that start side by side.
  static Path nativeClient() throws IOException {
    boolean isArm = System.getProperty("os.arch").equals("aarch64");
    String name = "libaws-lambda-jni.linux-" + (isArm ? "aarch_64" : "x86_64") + ".so";
    Path unpacked = Bench.OUT.resolve(name).toAbsolutePath();
    if (!Files.exists(unpacked)) {
      Files.createDirectories(Bench.OUT);
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

  private static void copy(Path from, Path to) throws IOException {
    try (var paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void empty(Path root) throws IOException {
    if (Files.exists(root)) {
      try (var paths = Files.walk(root)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    Files.createDirectories(root);
  }
}
