package bridge.bench;

import static bridge.bench.ResultTable.row;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// How large what is deployed is, zipped as SAM zips it.
final class Artifact {
  private static final double MEGABYTE = 1_048_576;

  private Artifact() {}

  static MeasurementResult measure() throws IOException {
    Path root = TaskRoot.ofBridge();
    Path zipped = Bench.OUT.resolve("bridge.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped));
        var files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    double megabytes = Files.size(zipped) / MEGABYTE;
    ResultTable table =
        ResultTable.of(
            "artifact: with its libraries",
            "of | MB zipped",
            List.of(row("all functions", megabytes)));
    return new MeasurementResult(
        "artifact", List.of(table), Map.of("artifact.megabytes", megabytes));
  }
}
