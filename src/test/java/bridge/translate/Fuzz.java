package bridge.translate;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// `exec:exec@fuzz -Dseconds=600 -Dseed=1`: cuts, doubles, crosses and corrupts made events and the
/// payloads of the contract's tests until time is up. A fault ends the run with 1 and prints the
/// input that made it. [PropertyTest] tries the first inputs of one seed.
final class Fuzz {
  private static final JsonReader READER = new JsonReader(100);

  private final Translator translator = new Translator(TranslationSettings.DEFAULT);
  private final List<String> payloads = new ArrayList<>();
  private final Random random;

  Fuzz(Random random) throws Exception {
    this.random = random;
    for (String table : List.of("contract.jsonl", "consent.jsonl", "payloads.jsonl")) {
      Case.read(table).forEach(each -> payloads.add(each.event()));
    }
  }

  static void main() {
    CommandMain.run(Fuzz::run);
  }

  private static int run() throws Exception {
    long seed = CommandOption.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    Duration time = Duration.ofSeconds(CommandOption.number("seconds", 60, 1, 1_000_000));
    Fuzz fuzz = new Fuzz(new Random(seed));
    long end = System.nanoTime() + time.toNanos();
    long tried = 0;
    for (; System.nanoTime() < end; tried++) {
      String input = fuzz.input();
      String fault = fuzz.fault(input);
      if (!fault.isEmpty()) {
        System.out.println("seed " + seed + ", input " + tried + ": " + fault + ": " + input);
        return 1;
      }
    }
    System.out.println(tried + " inputs in " + time.toSeconds() + " s, no fault, seed " + seed);
    return 0;
  }

  /// The next text to translate.
  String input() {
    StringBuilder text = new StringBuilder(event());
    for (int change = random.nextInt(6); change > 0 && !text.isEmpty(); change--) {
      int from = random.nextInt(text.length());
      int to = from + random.nextInt(Math.min(40, text.length() - from));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(from, to);
        case 1 -> text.insert(from, text.substring(from, to));
        case 2 -> text.setCharAt(from, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
        case 3 -> text.replace(from, to, piece());
        default -> text.insert(from, "[{\"".charAt(random.nextInt(3)));
      }
    }
    // As from the queue: UTF-8 holds no half of a surrogate pair.
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /// What is wrong with this input's outcome; empty where nothing is.
  String fault(String input) {
    try {
      Translation translation = translator.translate(input, Case.ARRIVAL);
      if (!translation.equals(translator.translate(input, Case.ARRIVAL))) {
        return "another outcome the second time";
      }
      if (!(translation instanceof Translation.Send send)) {
        return "";
      }
      String body = send.request().json();
      if (body.getBytes(StandardCharsets.UTF_8).length > Translator.MAX_BODY_BYTES) {
        return "too large";
      }
      return holdsNull(READER.read(body)) ? "a null" : "";
    } catch (JsonException e) {
      return "no valid JSON: " + e.getMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "thrown: " + e;
    }
  }

  static boolean holdsNull(Json value) {
    return switch (value) {
      case Json.Null() -> true;
      case Json.Obj object -> object.members().values().stream().anyMatch(Fuzz::holdsNull);
      case Json.Arr array -> array.elements().stream().anyMatch(Fuzz::holdsNull);
      case Json.Text _, Json.Num _, Json.Bool _ -> false;
    };
  }

  private String event() {
    return random.nextInt(4) == 0
        ? JsonWriter.text(new SomeEvents(random).event())
        : payloads.get(random.nextInt(payloads.size()));
  }

  private String piece() {
    String other = event();
    int from = random.nextInt(other.length() + 1);
    return other.substring(from, Math.min(other.length(), from + random.nextInt(60)));
  }
}
