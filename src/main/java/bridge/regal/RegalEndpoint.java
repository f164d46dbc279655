package bridge.regal;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/// The addresses to which the key may be sent.
final class RegalEndpoint {
  private static final List<String> DOMAINS = List.of("regalvoice.com", "regal.io", "regal.ai");

  private RegalEndpoint() {}

  /// Returns the address if it is https on the default port of one of Regal's own hosts, without
  /// user or query.
  static URI requireRegal(URI address) {
    if (!"https".equals(address.getScheme())
        || address.getHost() == null
        || !isRegalHost(address.getHost().toLowerCase(Locale.ROOT))
        || address.getRawUserInfo() != null
        || (address.getPort() != -1 && address.getPort() != 443)
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "REGAL_ENDPOINT must be https on a host of regalvoice.com, regal.io or regal.ai");
    }
    return address;
  }

  private static boolean isRegalHost(String host) {
    return DOMAINS.stream().anyMatch(domain -> host.endsWith("." + domain));
  }
}
