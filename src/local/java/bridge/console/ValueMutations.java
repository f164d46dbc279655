package bridge.console;

import bridge.json.Json;
import bridge.segment.Timestamp;
import java.util.ArrayList;
import java.util.List;

/// Other values of the same kind: another number, another time, another address.
final class ValueMutations {
  private static final List<String> TIMES =
      List.of("2020-02-03T04:05:06.007Z", "2021-03-04T05:06:07.008Z");
  private static final int DIGITS_OF_A_PHONE = 7;

  private ValueMutations() {}

  static List<Json> of(Json value) {
    return switch (value) {
      case Json.Text text -> texts(text);
      case Json.Num(String lexeme) -> List.of(new Json.Num(lastDigitChanged(lexeme)));
      case Json.Bool(boolean bool) -> List.of(new Json.Bool(!bool));
      case Json.Null _, Json.Obj _, Json.Arr _ -> List.of();
    };
  }

  private static List<Json> texts(Json.Text text) {
    List<Json> others = new ArrayList<>();
    String value = text.value();
    if (value.chars().filter(ValueMutations::isDigit).count() >= DIGITS_OF_A_PHONE
        && isDigit(value.charAt(value.length() - 1))) {
      others.add(new Json.Text(lastDigitChanged(value)));
    }
    if (Timestamp.read(text) != null) {
      TIMES.stream().filter(time -> !time.equals(value)).map(Json.Text::new).forEach(others::add);
    }
    if (value.equals("true") || value.equals("false")) {
      others.add(new Json.Text(value.equals("true") ? "false" : "true"));
    }
    others.add(new Json.Text(value.indexOf('@') > 0 ? "x" + value : value + "x"));
    return others;
  }

  private static String lastDigitChanged(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      if (isDigit(text.charAt(i))) {
        char other = text.charAt(i) == '9' ? '1' : (char) (text.charAt(i) + 1);
        return text.substring(0, i) + other + text.substring(i + 1);
      }
    }
    return text;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
