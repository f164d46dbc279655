package bridge.segment;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An IP address as text, usable as the address from which a person consented (M16).
public final class IpAddress {
  private static final Pattern IPV4 =
      Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,45}(?:(?<=:)" + IPV4 + ")?");

  private IpAddress() {}

  /// The address without blanks around it; null if it is neither an IPv4 nor an IPv6 literal
  /// without zone, port or brackets, and for the address of all zeros.
  public static @Nullable String of(String text) {
    String trimmed = Whitespace.trim(text);
    boolean hasForm =
        trimmed.contains(":") ? IPV6.matcher(trimmed).matches() : IPV4.matcher(trimmed).matches();
    if (!hasForm) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(trimmed).isAnyLocalAddress() ? null : trimmed;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
