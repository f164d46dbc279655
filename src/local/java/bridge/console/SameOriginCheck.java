package bridge.console;

import com.sun.net.httpserver.HttpExchange;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses requests of other sites' pages: a page opened while the bridge runs must not read what
/// the console shows or press its buttons.
public final class SameOriginCheck {
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private SameOriginCheck() {}

  /// Why this request is refused, null where it may go on. The name is checked since a foreign one
  /// may be made to point here; the origin, since browsers let any page post anywhere.
  static @Nullable String refusal(HttpExchange exchange) {
    String host = header(exchange, "Host");
    if (host == null || !NAMES.contains(host.replaceFirst(":\\d+$", ""))) {
      return "The console answers at http://localhost:" + port(exchange) + " only.";
    }
    return isForeign(exchange) ? "Only the console's own page may do this." : null;
  }

  /// Whether a page from elsewhere asks for something to be done. Browsers say where a POST is
  /// from; other clients need not.
  public static boolean isForeign(HttpExchange exchange) {
    String origin = header(exchange, "Origin");
    return origin != null
        && !origin.equals("http://" + header(exchange, "Host"))
        && !exchange.getRequestMethod().equals("GET");
  }

  private static int port(HttpExchange exchange) {
    return exchange.getLocalAddress().getPort();
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }
}
