package bridge.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The phones, in E.164, and the e-mail that an event names. Of every ten people two share a phone,
/// one has two, one has an e-mail beside it, one takes the phone of another, and one has none.
record NamedContacts(List<String> phones, @Nullable String email) {
  static final NamedContacts NONE = new NamedContacts(List.of(), null);

  /// Seven digits, the first no less than 2.
  private static final int PHONES = 2_000_000;

  private static final int SECOND_PHONES = 4_000_000;
  private static final int VISITORS_PHONES = 6_000_000;
  private static final Duration MOVE = Duration.ofHours(2);

  /// What a person who is signed in names.
  ///
  /// @param number of the event
  /// @param madeAt the scheduler's time
  static NamedContacts of(int person, int number, long madeAt) {
    String own = phone(PHONES, person);
    String second = phone(SECOND_PHONES, person);
    boolean isMoved = madeAt > MOVE.toNanos();
    return switch (person % 10) {
      case 2 -> new NamedContacts(List.of(own, second), null);
      case 4 -> new NamedContacts(List.of(phone(PHONES, person - 1)), null);
      case 6 -> new NamedContacts(List.of(own), email(person));
      case 7 -> new NamedContacts(List.of(isMoved ? second : own), null);
      case 8 -> isMoved ? withTaken(person, own, number) : new NamedContacts(List.of(own), null);
      case 9 -> new NamedContacts(List.of(), person % 20 == 9 ? null : email(person));
      default -> new NamedContacts(List.of(own), null);
    };
  }

  private static NamedContacts withTaken(int person, String own, int number) {
    String taken = phone(PHONES, person - 1);
    return new NamedContacts(number % 2 == 0 ? List.of(taken) : List.of(own, taken), null);
  }

  /// What a visitor names: some the phone of a person, and some one of two phones.
  static NamedContacts ofVisitor(int visitor, int number) {
    int phones =
        switch (visitor % 10) {
          case 3 -> PHONES;
          case 8 -> number % 2 == 0 ? VISITORS_PHONES : SECOND_PHONES;
          default -> VISITORS_PHONES;
        };
    return new NamedContacts(List.of(phone(phones, visitor)), null);
  }

  /// The phones by which a person, or the visitor of that number, may be known.
  static List<String> phonesOf(int person, boolean isVisitor) {
    List<String> phones = new ArrayList<>();
    for (int number = 0; number < 2; number++) {
      for (long madeAt : new long[] {0, MOVE.toNanos() + 1}) {
        for (int each : isVisitor ? List.of(person) : household(person)) {
          phones.addAll((isVisitor ? ofVisitor(each, number) : of(each, number, madeAt)).phones());
        }
      }
    }
    return List.copyOf(new LinkedHashSet<>(phones));
  }

  /// Who shares a phone with a person at some time.
  static List<Integer> household(int person) {
    return switch (person % 10) {
      case 3, 7 -> List.of(person, person + 1);
      case 4, 8 -> List.of(person - 1, person);
      default -> List.of(person);
    };
  }

  boolean isNone() {
    return phones.isEmpty() && email == null;
  }

  /// The first identifier.
  String first() {
    return email != null && phones.isEmpty() ? email : phones.getFirst();
  }

  /// The members of `traits` that name them: one phone in the American way, or several.
  String traits() {
    StringBuilder traits = new StringBuilder();
    if (phones.size() == 1) {
      String phone = phones.getFirst();
      traits.append(",\"phone\":\"(").append(phone, 2, 5).append(") ");
      traits.append(phone, 5, 8).append('-').append(phone, 8, 12).append('"');
    } else if (!phones.isEmpty()) {
      traits.append(",\"phone\":[\"").append(String.join("\",\"", phones)).append("\"]");
    }
    if (email != null) {
      traits.append(",\"email\":\"").append(email).append('"');
    }
    return traits.toString();
  }

  private static String phone(int phones, int person) {
    return "+1212" + (phones + person);
  }

  private static String email(int person) {
    return "person-" + person + "@example.com";
  }
}
