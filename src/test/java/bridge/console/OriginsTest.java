package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import bridge.translate.Translation;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each field of a request is traced to the place in the event that it comes from.
class OriginsTest {
  private static final Instant ARRIVAL = Instant.parse("2026-11-24T10:00:00Z");
  private static final Translator TRANSLATOR = new Translator(TranslationSettings.DEFAULT);

  @Test
  void eachFieldOfADoubleOptInIsTracedToItsSource() throws Exception {
    String phone = "$.traits.phones['+19175554444']";

    assertThat(lines(Files.readString(Path.of("events/identify-opt-in.json"))))
        .contains(
            "$.userId value M7 [$.userId] []",
            phone + " key M8 [$.traits.phone] []",
            phone + ".isPrimary follows M8b [$.traits.phone] []",
            phone + ".smsOptIn needs M16 [$.traits.optIn[0].channel] []",
            phone + ".smsOptIn.timestamp value M16 [$.traits.optIn[0].timestamp, $.timestamp] []",
            phone + ".smsOptIn.ip value M16 [$.traits.optIn[0].ip] []",
            phone + ".voiceOptIn.subscribed value M16 [$.traits.optIn[1].subscribed] []",
            phone + ".voiceOptIn.ip value M16 [$.context.ip] [$.context.library.name]",
            "$.originalTimestamp value M19 [$.timestamp] []",
            "$.eventSource fixed M20 [] []");
  }

  @Test
  void whatTwoPlacesGiveAlikeIsNotTracedToOneOfThem() throws Exception {
    String event =
        """
        {"type":"identify","userId":"u","traits":{"email":"a@b.co","emails":["a@b.co"],"plan":"x"},
         "timestamp":"2026-11-02T09:00:00Z"}\
        """;

    assertThat(lines(event)).contains("$.traits.plan value M11 [$.traits.plan] []");
    assertThat(lines(event)).noneMatch(line -> line.contains(" key M8 [$.traits.email]"));
  }

  @Test
  void whatDecidesWhetherAnythingIsSentIsNamed() throws Exception {
    String event = "{\"type\":\"track\",\"event\":\"Step\",\"userId\":\"u\"}";

    assertThat(trace(event).deciding()).containsExactly("$.type");
  }

  /// Whatever is sent, each value of it gets an origin, and each place that is named is there.
  @ParameterizedTest
  @ValueSource(strings = {"contract", "consent", "payloads", "regal-shapes"})
  void everyValueOfTheContractsRequestsHasAnOrigin(String table) throws Exception {
    List<String> without = new ArrayList<>();
    int traced = 0;
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/bridge/translate/" + table + ".jsonl"))) {
      if (!(new JsonReader(200).read(line) instanceof Json.Obj row)
          || !(row.get("event") instanceof Json.Obj event)) {
        continue;
      }
      String text = JsonWriter.text(event);
      if (!(TRANSLATOR.translate(text, ARRIVAL) instanceof Translation.Send send)) {
        continue;
      }
      List<Origin> origins = trace(text).origins();
      List<String> reached = origins.stream().map(Origin::to).toList();
      JsonNodes.of(new JsonReader(200).read(send.request().json())).keySet().stream()
          .filter(path -> !reached.contains(path))
          .map(path -> path + " of " + text)
          .forEach(without::add);
      traced += origins.size();
      for (Origin origin : origins) {
        assertThat(JsonNodes.nodes(event).keySet()).containsAll(origin.from());
      }
    }
    assertThat(without).isEmpty();
    assertThat(traced).isPositive();
  }

  private static List<String> lines(String event) {
    return trace(event).origins().stream()
        .map(
            origin ->
                origin.to()
                    + " "
                    + origin.kind().code()
                    + " "
                    + origin.rule()
                    + " "
                    + origin.from()
                    + " "
                    + origin.needs())
        .toList();
  }

  private static Origins.Trace trace(String event) {
    Translation.Send send = (Translation.Send) TRANSLATOR.translate(event, ARRIVAL);
    return Origins.of(event, send.request().json(), TRANSLATOR, ARRIVAL);
  }
}
