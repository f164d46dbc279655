package bridge.fake;

import java.util.List;
import java.util.Locale;

/// Data of a made-up person, and secrets, that no line, metric, exception or answer may ever hold.
public final class SeededPersonalData {
  public static final String PHONE = "+13125550188";
  public static final String MAIL = "zebulon.planted@mail.example";
  public static final String FIRST_NAME = "Zebulon";
  public static final String LAST_NAME = "Plantedson";
  public static final String IP = "203.0.113.77";
  public static final String USER_ID = "planted-user-4711";
  public static final String SECRET = "planted-segment-secret-wJ4";
  public static final String TOKEN = "planted-segment-token-8Hq";
  public static final String REGAL_KEY = "planted-regal-key-Zz19";

  /// As they would be seen: the phone without its country too, and each word of the mail address.
  public static final List<String> MARKS =
      List.of(
          "3125550188",
          "312) 555",
          "zebulon",
          "plantedson",
          "mail.example",
          IP,
          USER_ID,
          SECRET,
          TOKEN,
          REGAL_KEY);

  private SeededPersonalData() {}

  /// A JSON event that is full of it.
  public static String event(String type) {
    return """
    {"type":"%s","event":"Called %s","userId":"%s","traits":{"phone":"%s","email":"%s","firstName":"%s",\
    "lastName":"%s","optIn":[{"channel":"sms","subscribed":true,"timestamp":"2026-11-02T09:00:00Z","ip":"%s"}]},\
    "properties":{"phone":"(312) 555-0188","note":"%s"},"context":{"ip":"%s"}}\
    """
        .formatted(
            type, FIRST_NAME, USER_ID, PHONE, MAIL, FIRST_NAME, LAST_NAME, IP, LAST_NAME, IP);
  }

  /// The marks that this text holds, each with what stands around it.
  public static List<String> findIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return MARKS.stream()
        .map(mark -> mark.toLowerCase(Locale.ROOT))
        .filter(lower::contains)
        .map(
            mark -> {
              int at = lower.indexOf(mark);
              return mark
                  + " in: "
                  + text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 100));
            })
        .toList();
  }
}
