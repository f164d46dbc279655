package bridge.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who an event is about, by the identifiers that Regal knows.
///
/// @param phones in E.164
public record Identity(List<String> phones, List<String> emails, @Nullable String userId) {
  public static final Identity NOBODY = new Identity(List.of(), List.of(), null);

  public Identity {
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
  }

  public boolean isNobody() {
    return userId == null && phones.isEmpty() && emails.isEmpty();
  }

  /// The identifiers' partitions in the order in which Regal looks for a person: phone, e-mail,
  /// userId.
  List<String> partitions() {
    List<String> partitions = new ArrayList<>();
    phones.forEach(phone -> partitions.add(phone(phone)));
    emails.forEach(email -> partitions.add(email(email)));
    if (userId != null) {
      partitions.add(Hash.of("userId", userId));
    }
    return partitions;
  }

  static String phone(String number) {
    return Hash.of("phone", number);
  }

  static String email(String address) {
    return Hash.of("email", address);
  }

  static String anonymous(String anonymousId) {
    return Hash.of("anonymousId", anonymousId);
  }

  /// Never the identifiers themselves.
  @Override
  public String toString() {
    return "Identity[" + partitions().size() + "]";
  }
}
