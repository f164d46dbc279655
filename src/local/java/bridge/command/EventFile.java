package bridge.command;

import bridge.ingest.Payload;
import bridge.ingest.PayloadException;
import bridge.ingest.RawEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The events of a file, one after another: an event, an array of events, or JSON lines of both;
/// also compressed by gzip. JSON lines are read line by line, all else at once.
final class EventFile implements AutoCloseable {
  private static final int MAX_BYTES = 256 << 20;
  private static final int BUFFER = 1 << 16;

  /// A character for each byte.
  private static final Charset LATIN_1 = StandardCharsets.ISO_8859_1;

  private final Path path;
  private final FileChannel channel;
  private final InputStream in;
  private final Deque<RawEvent> ready = new ArrayDeque<>();
  private boolean hasBegun;
  private long lines;

  private EventFile(Path path, FileChannel channel, InputStream in) {
    this.path = path;
    this.channel = channel;
    this.in = in;
  }

  static EventFile open(Path path) throws UnreadableFileException {
    try {
      FileChannel channel = FileChannel.open(path);
      InputStream bytes = new BufferedInputStream(Channels.newInputStream(channel), BUFFER);
      return new EventFile(
          path,
          channel,
          isGzip(bytes) ? new BufferedInputStream(new GZIPInputStream(bytes), BUFFER) : bytes);
    } catch (IOException e) {
      throw new UnreadableFileException(
          path + " cannot be read (" + e.getClass().getSimpleName() + ").", 0);
    }
  }

  /// The next event, null at the end.
  @Nullable RawEvent next() throws IOException {
    while (ready.isEmpty()) {
      byte[] line = readLine();
      if (line.length == 0) {
        return null;
      }
      if (!new String(line, LATIN_1).isBlank()) {
        boolean isFirst = !hasBegun;
        hasBegun = true;
        ready.addAll(isFirst ? begin(line) : split(line));
      }
    }
    return ready.removeFirst();
  }

  /// Whether anything but blanks was found so far.
  boolean hasBegun() {
    return hasBegun;
  }

  /// What a webhook body without an event gets.
  static UnreadableFileException empty(Path path) {
    return new UnreadableFileException(path + ": The body is empty.", 400);
  }

  /// How many bytes of the file, as it is stored, were read.
  long bytesRead() throws IOException {
    return channel.position();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// A first line that is not JSON by itself is the beginning of one value.
  private List<RawEvent> begin(byte[] line) throws IOException {
    try {
      return Payload.split(line, Integer.MAX_VALUE).events();
    } catch (PayloadException _) {
      long first = lines;
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(line);
      byte[] more = isJsonLines() ? new byte[0] : readLine();
      while (more.length > 0) {
        all.writeBytes(more);
        more = readLine();
        if (all.size() > MAX_BYTES) {
          throw tooLong();
        }
      }
      lines = first;
      return split(all.toByteArray());
    }
  }

  /// @param bytes which begin with the last line that was read
  private List<RawEvent> split(byte[] bytes) throws UnreadableFileException {
    try {
      return Payload.split(bytes, Integer.MAX_VALUE).events();
    } catch (PayloadException e) {
      long line = lines;
      int column = 1;
      int end = Math.min(e.offset(), new String(bytes, LATIN_1).stripTrailing().length());
      for (int i = 0; i < end; i++) {
        boolean isEnd = bytes[i] == '\n';
        line += isEnd ? 1 : 0;
        column = isEnd ? 1 : column + ((bytes[i] & 0xC0) == 0x80 ? 0 : 1);
      }
      throw new UnreadableFileException(
          "%s, line %d, column %d: %s"
              .formatted(path, line, column, e.advice().replaceFirst(": see the byte.*", ".")),
          e.status());
    }
  }

  /// With its line end; empty at the end of the file.
  private byte[] readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      int next = in.read();
      while (next >= 0 && next != '\n' && line.size() < MAX_BYTES) {
        line.write(next);
        next = in.read();
      }
      if (next >= 0) {
        line.write(next);
      }
    } catch (IOException e) {
      throw new UnreadableFileException(
          "%s, after line %d: the file is damaged or cut off (%s)."
              .formatted(path, lines, e.getClass().getSimpleName()),
          0);
    }
    if (line.size() > MAX_BYTES) {
      throw tooLong();
    }
    lines++;
    return line.toByteArray();
  }

  private UnreadableFileException tooLong() {
    return new UnreadableFileException(
        path + " is over 256 MiB in one value: make it JSON lines, for example by jq -c '.[]'.", 0);
  }

  private boolean isJsonLines() {
    return path.toString().replaceFirst("\\.gz$", "").matches(".*\\.(jsonl|ndjson)");
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean isGzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return isGzip;
  }
}
