package bridge.console;

import java.util.Locale;
import java.util.Set;

/// Which values the page masks until asked: every text and number but the few fields whose values
/// are the field's own words or times. True, false and null are shown.
final class PersonalData {
  private static final Set<String> SHOWN_AT_TOP =
      Set.of(
          "type",
          "event",
          "name",
          "category",
          "messageid",
          "channel",
          "timestamp",
          "originaltimestamp",
          "sentat",
          "receivedat",
          "eventsource",
          "version");

  private static final Set<String> SHOWN_IN_CONSENT = Set.of("channel", "timestamp", "source");

  private PersonalData() {}

  /// Whether the value there is masked.
  static boolean isValue(NodePath at) {
    String last = at.last();
    if (at.names().size() == 1) {
      return !SHOWN_AT_TOP.contains(last.toLowerCase(Locale.ROOT));
    }
    String first = at.names().isEmpty() ? "" : at.names().getFirst();
    if (first.equals("integrations")
        || (first.equals("context") && at.names().get(1).equals("library"))) {
      return false;
    }
    boolean isConsent = at.names().stream().anyMatch(PersonalData::isOptIn);
    return !(isConsent && SHOWN_IN_CONSENT.contains(last));
  }

  /// Whether a key is masked: it is, where it looks like a phone number or an address.
  static boolean isKey(String name) {
    return name.indexOf('@') >= 0 || name.chars().filter(c -> c >= '0' && c <= '9').count() >= 5;
  }

  private static boolean isOptIn(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").endsWith("optin");
  }
}
