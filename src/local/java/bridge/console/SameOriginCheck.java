package bridge.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses what another site's page asks of a local server: a page that is open in a browser of
/// this machine must not read personal data here, and must not script anything. The `Host` is
/// checked since a foreign name can be made to point here (DNS rebinding), the `Origin` since a
/// browser sends a request to any address. A request without `Origin` is no page's of another site.
public final class SameOriginCheck {
  /// `host.docker.internal` is this machine as a container sees it.
  private static final Set<String> NAMES = Set.of("localhost", "host.docker.internal");

  private SameOriginCheck() {}

  /// Whether the request is refused. It is answered then, with 403.
  public static boolean refuse(HttpExchange exchange) throws IOException {
    String refusal =
        refusal(
            header(exchange, "Host"),
            header(exchange, "Origin"),
            exchange.getLocalAddress().getAddress());
    if (refusal != null) {
      HttpReplies.message(exchange, 403, refusal);
    }
    return refusal != null;
  }

  /// Why this request is refused, null where it is not.
  ///
  /// @param bound the address of this server that the request reached
  static @Nullable String refusal(
      @Nullable String host, @Nullable String origin, InetAddress bound) {
    if (host == null || !isHere(host.replaceFirst(":\\d+$", ""), bound)) {
      return "Only localhost, "
          + bound.getHostAddress()
          + " and host.docker.internal are names of this server.";
    }
    return origin == null || origin.equals("http://" + host)
        ? null
        : "A page of another site may neither read nor change anything here.";
  }

  private static boolean isHere(String name, InetAddress bound) {
    if (NAMES.contains(name)) {
      return true;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(name.replaceFirst("^\\[(.*)]$", "$1"));
      return address.isLoopbackAddress() || address.equals(bound);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }
}
