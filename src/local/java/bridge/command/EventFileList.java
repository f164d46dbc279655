package bridge.command;

import bridge.emulator.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files that `-Dfile=PATH` names: the file, or those of a folder whose names end as given, in
/// the order of their names.
final class EventFileList {
  private EventFileList() {}

  /// What `-Dfile=` names.
  static Path path() {
    String file = CommandOption.of("file");
    if (file == null) {
      throw new UsageException("Name the events with -Dfile=PATH, a file or a folder.");
    }
    return Path.of(file);
  }

  /// @param endings of the names in a folder, as `.json`
  static List<Path> of(Path path, boolean isRecursive, List<String> endings) throws IOException {
    if (!Files.exists(path)) {
      throw new UsageException("There is no file or folder " + path + ".");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(path, isRecursive ? Integer.MAX_VALUE : 1)) {
      files =
          all.filter(Files::isRegularFile)
              .filter(file -> endings.stream().anyMatch(file.toString()::endsWith))
              .sorted()
              .toList();
    } catch (UncheckedIOException _) {
      throw new UsageException("A folder in " + path + " cannot be read.");
    }
    if (files.isEmpty()) {
      throw new UsageException(
          "The folder %s holds no %s file%s."
              .formatted(
                  path,
                  String.join(", ", endings.stream().map(ending -> "*" + ending).toList()),
                  isRecursive ? "" : "; -Drecursive=true looks in its subfolders too"));
    }
    return files;
  }
}
