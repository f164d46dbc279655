package bridge.operator;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses every request that does not come from the page whose address this run printed. Other
/// users and programs of this machine do not have the token. `Host` is checked since a foreign name
/// can be made to point here (DNS rebinding), `Origin` and `Sec-Fetch-Site` since a page of another
/// site can send a request to any address.
final class AccessCheck {
  static final String TOKEN_HEADER = "X-Console-Token";

  /// The paths that need the token in the header; all others begin with it.
  static final String API = "/api/";

  private static final int TOKEN_BYTES = 32;
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none"); // none: typed

  private final String token;
  private final Set<String> hosts;

  /// Makes a new random token.
  ///
  /// @param port of this server
  AccessCheck(int port) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  String token() {
    return token;
  }

  /// Why the request is refused, null where it is not.
  @Nullable String refusal(Headers headers, String path) {
    String host = only(headers, "Host");
    if (host == null || !hosts.contains(host)) {
      return "This is not a name of this server.";
    }
    String origin = only(headers, "Origin");
    String site = only(headers, "Sec-Fetch-Site");
    if ((origin != null && !origin.equals("http://" + host))
        || (site != null && !OWN_SITES.contains(site))) {
      return "A page of another site may neither read nor change anything here.";
    }
    return isToken(path.startsWith(API) ? headers.getFirst(TOKEN_HEADER) : folder(path))
        ? null
        : "Open the address that the command printed: it holds the token of this run.";
  }

  private boolean isToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /// What stands between the first two slashes.
  private static @Nullable String folder(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? null : path.substring(1, end);
  }

  /// Null where there is none; a header that comes twice matches nothing.
  private static @Nullable String only(Headers headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? null : String.join(",", values).toLowerCase(Locale.ROOT);
  }
}
