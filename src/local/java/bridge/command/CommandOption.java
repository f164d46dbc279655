package bridge.command;

import bridge.emulator.UsageException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command was given by `-Dname=value`. Empty, `null` and an unfilled `${name}` are absent.
public final class CommandOption {
  private CommandOption() {}

  public static @Nullable String of(String name) {
    String value = System.getProperty(name, "").strip();
    return value.isEmpty() || value.equals("null") || value.startsWith("${") ? null : value;
  }

  public static String of(String name, String otherwise) {
    String value = of(name);
    return value == null ? otherwise : value;
  }

  /// `true` or `false`; anything else ends the command with a sentence.
  public static boolean isTrue(String name, boolean otherwise) {
    String value = of(name, String.valueOf(otherwise));
    if (!List.of("true", "false").contains(value)) {
      throw new UsageException("-D%s must be true or false, and is %s.".formatted(name, value));
    }
    return value.equals("true");
  }

  /// A port to listen at, 0 for any that is free.
  public static int port(int otherwise) {
    return Math.toIntExact(number("port", otherwise, 0, 65_535));
  }

  /// A whole number within bounds; anything else ends the command with a sentence.
  public static long number(String name, long otherwise, long least, long most) {
    String value = of(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("-?\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new UsageException(
        "-D%s must be a whole number from %s to %s, and is %s."
            .formatted(name, least, most, value));
  }

  /// An address as it is written behind the name; anything else ends the command with a sentence.
  ///
  /// @param example what such an address looks like; one with a path asks for a path
  public static @Nullable String url(String name, String example) {
    String value = of(name);
    if (value != null && !isUrl(value, !URI.create(example).getPath().isEmpty())) {
      throw new UsageException(
          "-D%s must be a whole address, as %s, and is %s.".formatted(name, example, value));
    }
    return value;
  }

  private static boolean isUrl(String value, boolean withPath) {
    try {
      URI address = new URI(value);
      return List.of("http", "https").contains(String.valueOf(address.getScheme()))
          && address.getHost() != null
          && (!withPath || address.getPath().length() > 1);
    } catch (URISyntaxException _) {
      return false;
    }
  }

  /// An IP address of this machine to listen at.
  static InetAddress ip(String name, String otherwise) {
    String value = of(name, otherwise);
    try {
      return InetAddress.ofLiteral(value);
    } catch (IllegalArgumentException _) {
      throw new UsageException(
          "-D%s must be an IP address, as 127.0.0.1 or 0.0.0.0, and is %s.".formatted(name, value));
    }
  }
}
