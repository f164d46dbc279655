package bridge.operator;

import bridge.json.Json;
import bridge.json.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// What an operator did to stacks from this machine: JSON lines in a file that only its owner may
/// read, and that is only ever appended to. It holds no payload and no name of a person.
record AuditLog(Path file) {
  private static final String OWNER_ONLY = "rw-------";

  /// The file of this user, below `XDG_STATE_HOME` or else `~/.local/state`.
  static AuditLog ofUser() {
    String given = System.getenv("XDG_STATE_HOME");
    Path state =
        given == null || given.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(given);
    return new AuditLog(state.resolve("segment-regal-bridge").resolve("audit.jsonl"));
  }

  /// Returns once the line is on the disk. Fails where it is not, on a link in place of the file,
  /// and on a file system without permissions.
  void append(Json.Obj line) throws IOException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent(), mode("rwx------"));
      try (FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
              mode(OWNER_ONLY))) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
        ByteBuffer bytes =
            ByteBuffer.wrap((JsonWriter.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
    } catch (UnsupportedOperationException e) {
      throw new IOException("no permissions of files here", e);
    }
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
