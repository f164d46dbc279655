package bridge.state;

import bridge.profile.Consent;
import bridge.profile.Identity;
import java.util.ArrayList;
import java.util.List;

/// The table's partition keys: hashes of the identifiers, never the identifiers themselves.
final class Partitions {
  private Partitions() {}

  /// In the order in which Regal finds a person: phone, e-mail, userId.
  static List<String> of(Identity who) {
    List<String> partitions = new ArrayList<>();
    who.phones().forEach(phone -> partitions.add(ofPhone(phone)));
    who.emails().forEach(email -> partitions.add(ofEmail(email)));
    if (who.userId() != null) {
      partitions.add(Hash.of("userId", who.userId()));
    }
    return partitions;
  }

  static String of(Consent consent) {
    return consent.isPhone() ? ofPhone(consent.identifier()) : ofEmail(consent.identifier());
  }

  static String ofAnonymousId(String anonymousId) {
    return Hash.of("anonymousId", anonymousId);
  }

  private static String ofPhone(String number) {
    return Hash.of("phone", number);
  }

  private static String ofEmail(String address) {
    return Hash.of("email", Identity.emailKey(address));
  }
}
