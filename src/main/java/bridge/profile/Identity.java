package bridge.profile;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The person an event is about: the identifiers by which Regal finds a contact.
///
/// @param phones in E.164
public record Identity(List<String> phones, List<String> emails, @Nullable String userId) {
  public static final Identity NOBODY = new Identity(List.of(), List.of(), null);

  public Identity {
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
  }

  /// Equal for e-mails that reach the same person: case does not count.
  public static String emailKey(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  public boolean isNobody() {
    return userId == null && phones.isEmpty() && emails.isEmpty();
  }

  /// Never the identifiers themselves.
  @Override
  public String toString() {
    int identifiers = phones.size() + emails.size() + (userId == null ? 0 : 1);
    return "Identity[" + identifiers + "]";
  }
}
