package bridge.command;

import bridge.emulator.UsageException;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The file beside the events that says how far `@send` came with each: a JSON line for each
/// request that the webhook answered with 200. It holds no payload. The last line of a file and
/// webhook counts; a line that was cut off counts for nothing.
final class SendCheckpoint implements AutoCloseable {
  private static final JsonReader JSON = new JsonReader(4);

  private final Path events;
  private final Path path;
  private final String webhook;
  private final FileChannel channel;
  private final Map<String, SendPosition> positions = new HashMap<>();

  /// @param events the file or folder that is sent
  SendCheckpoint(Path events, URI webhook) throws IOException {
    this.events = events;
    this.path = Path.of(events.toString() + ".sent");
    this.webhook = webhook.toString();
    try {
      this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UsageException(
          "The checkpoint %s cannot be written (%s)."
              .formatted(path, e.getClass().getSimpleName()));
    }
    lock();
    new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().forEach(this::read);
    channel.position(channel.size());
    write("\n"); // ends a line that was cut off
  }

  Path path() {
    return path;
  }

  SendPosition of(Path file) {
    return positions.getOrDefault(name(file), SendPosition.START);
  }

  void record(Path file, SendPosition position) throws IOException {
    positions.put(name(file), position);
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("webhook", new Json.Text(webhook));
    members.put("file", new Json.Text(name(file)));
    members.putAll(position.members());
    write(JsonWriter.text(new Json.Obj(members)) + "\n");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /// As seen from the folder that is sent, wherever the command runs.
  private String name(Path file) {
    return (file.equals(events) ? file.getFileName() : events.relativize(file)).toString();
  }

  private void lock() throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // of this process
    }
    channel.close();
    throw new UsageException("Another exec:exec@send uses " + path + ": let it end first.");
  }

  private void read(String line) {
    try {
      if (JSON.read(line) instanceof Json.Obj members
          && members.get("file") instanceof Json.Text(String file)
          && new Json.Text(webhook).equals(members.get("webhook"))) {
        positions.put(file, SendPosition.of(members));
      }
    } catch (JsonException | NumberFormatException _) {
      // a line that was cut off
    }
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
