package bridge.state;

import bridge.profile.Identity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Phones and e-mails in plain text, as two values of a row. At most 50 of each, the latest first.
record PlainIdentifiers(List<String> phones, List<String> emails) {
  private static final int MAX = 50;
  private static final String PHONES = "phones";
  private static final String EMAILS = "emails";

  static PlainIdentifiers of(Identity who) {
    return new PlainIdentifiers(who.phones(), who.emails());
  }

  static PlainIdentifiers in(Map<String, String> values) {
    return new PlainIdentifiers(list(values.get(PHONES)), list(values.get(EMAILS)));
  }

  /// These, then those of the others that are not among them.
  PlainIdentifiers with(PlainIdentifiers others) {
    return new PlainIdentifiers(
        merge(phones, others.phones, UnaryOperator.identity()),
        merge(emails, others.emails, Identity::emailKey));
  }

  /// These without those of a person.
  PlainIdentifiers without(Identity who) {
    List<String> leaving = who.emails().stream().map(Identity::emailKey).toList();
    return new PlainIdentifiers(
        phones.stream().filter(Predicate.not(who.phones()::contains)).toList(),
        emails.stream().filter(email -> !leaving.contains(Identity.emailKey(email))).toList());
  }

  /// Puts them into a row's values, where nothing stands for none.
  void putInto(Map<String, String> values) {
    values.put(PHONES, String.join(" ", phones)); // neither kind contains a space
    values.put(EMAILS, String.join(" ", emails));
    values.remove(PHONES, "");
    values.remove(EMAILS, "");
  }

  private static List<String> merge(
      Collection<String> some, Collection<String> others, UnaryOperator<String> same) {
    List<String> seen = some.stream().map(same).toList();
    return Stream.concat(
            some.stream(), others.stream().filter(other -> !seen.contains(same.apply(other))))
        .limit(MAX)
        .toList();
  }

  private static List<String> list(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split(" ", -1));
  }
}
