package bridge.translate;

import bridge.json.Json;
import bridge.segment.AsciiCase;
import bridge.segment.Whitespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The matching of the few names whose spelling is free (M9). It ignores case, `_`, `-` and
/// whitespace, so that firstName, first_name and "First Name" are equal.
final class KeyMatching {
  private static final int MAX_CHARS = 100;

  private KeyMatching() {}

  /// A name longer than any that is known is not folded.
  static String fold(String name) {
    if (name.length() > MAX_CHARS) {
      return name;
    }
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = AsciiCase.lower(name.charAt(i));
      if (isKept(c)) {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  /// The members whose names match: the exact spelling first, the others in document order. The
  /// caller takes the first with a usable value; the others are not sent.
  static List<Map.Entry<String, Json>> find(Json.Obj object, String name) {
    List<Map.Entry<String, Json>> spelled = new ArrayList<>(0);
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getKey().equals(name)) {
        spelled.addFirst(member);
      } else if (isSame(name, member.getKey())) {
        spelled.add(member);
      }
    }
    return spelled;
  }

  /// Whether both names fold to the same. Nothing is folded for it, since most names differ in
  /// their first letters.
  static boolean isSame(String one, String other) {
    if (one.length() > MAX_CHARS || other.length() > MAX_CHARS) {
      return false;
    }
    int i = next(one, 0);
    int j = next(other, 0);
    while (i < one.length() && j < other.length()) {
      if (AsciiCase.lower(one.charAt(i)) != AsciiCase.lower(other.charAt(j))) {
        return false;
      }
      i = next(one, i + 1);
      j = next(other, j + 1);
    }
    return i == one.length() && j == other.length();
  }

  /// The index, from here on, of the next character that folding keeps, or the length.
  private static int next(String name, int from) {
    int next = from;
    while (next < name.length() && !isKept(name.charAt(next))) {
      next++;
    }
    return next;
  }

  private static boolean isKept(char c) {
    return c != '_' && c != '-' && !Whitespace.is(c);
  }
}
