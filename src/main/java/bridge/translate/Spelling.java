package bridge.translate;

import bridge.json.Json;
import bridge.segment.Ascii;
import bridge.segment.Blank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a few names may be spelled (M9): ignoring case, `_`, `-` and blanks of any kind, so that
/// firstName, first_name and "First Name" are one.
final class Spelling {
  private Spelling() {}

  static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (char c : Ascii.lower(name).toCharArray()) {
      if (c != '_' && c != '-' && !Blank.is(c)) {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  /// The members that spell the name: the exact spelling first, the others in document order.
  /// Whoever asks takes the first that holds a usable value; the others are not sent.
  static List<Map.Entry<String, Json>> of(Json.Obj object, String name) {
    String folded = folded(name);
    List<Map.Entry<String, Json>> spelled = new ArrayList<>();
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      if (member.getKey().equals(name)) {
        spelled.addFirst(member);
      } else if (folded(member.getKey()).equals(folded)) {
        spelled.add(member);
      }
    }
    return spelled;
  }
}
