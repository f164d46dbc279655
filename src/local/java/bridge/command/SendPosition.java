package bridge.command;

import bridge.hash.Sha256;
import bridge.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far `@send` came with a file.
///
/// @param offset events from the beginning of the file
/// @param hash SHA-256 of the last of them and the hash before it
/// @param accepted events of them that the webhook accepted
/// @param deadLettered events of them that the webhook dead-lettered
record SendPosition(long offset, String hash, long accepted, long deadLettered) {
  static final SendPosition START = new SendPosition(0, "", 0, 0);

  /// The position behind this event, which is not answered yet.
  SendPosition next(byte[] event) {
    return new SendPosition(
        offset + 1,
        Sha256.hex(hash.getBytes(StandardCharsets.UTF_8), event),
        accepted,
        deadLettered);
  }

  SendPosition plus(long moreAccepted, long moreDeadLettered) {
    return new SendPosition(offset, hash, accepted + moreAccepted, deadLettered + moreDeadLettered);
  }

  boolean isSamePlace(SendPosition other) {
    return offset == other.offset && hash.equals(other.hash);
  }

  Map<String, Json> members() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("offset", number(offset));
    members.put("hash", new Json.Text(hash));
    members.put("accepted", number(accepted));
    members.put("deadLettered", number(deadLettered));
    return members;
  }

  static SendPosition of(Json.Obj members) {
    return new SendPosition(
        number(members.get("offset")),
        members.get("hash") instanceof Json.Text(String hash) ? hash : "",
        number(members.get("accepted")),
        number(members.get("deadLettered")));
  }

  private static Json number(long value) {
    return new Json.Num(Long.toString(value));
  }

  private static long number(@Nullable Json value) {
    return value instanceof Json.Num(String lexeme) ? Long.parseLong(lexeme) : 0;
  }
}
