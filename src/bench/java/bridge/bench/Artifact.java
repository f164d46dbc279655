package bridge.bench;

import java.io.IOException;
import java.io.OutputStream;
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

  static MeasurementResult measure(RunLength runLength) throws IOException {
    Path root = TaskRoot.ofBridge(Bench.OUT.resolve("bridge").toAbsolutePath());
    CountingStream out = new CountingStream();
    try (ZipOutputStream zip = new ZipOutputStream(out);
        var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    double megabytes = out.bytes / MEGABYTE;
    ResultTable resultTable =
        new ResultTable(
            "artifact: with its libraries",
            List.of("", "MB zipped"),
            List.of(List.of("all functions", MicroBenchmarks.number(megabytes, 1))));
    return new MeasurementResult(
        "artifact", List.of(resultTable), Map.of("artifact.megabytes", megabytes));
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
