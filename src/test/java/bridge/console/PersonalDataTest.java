package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.json.Json;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can identify a person is masked on the page.
class PersonalDataTest {
  @Test
  void whatNamesAPersonIsMaskedInTheDoubleOptIn() throws Exception {
    List<String> shown = new ArrayList<>();
    for (Json each : JsonView.of(read(Files.readString(Path.of("events/identify-opt-in.json"))))) {
      Json.Obj line = (Json.Obj) each;
      if (line.get("personal") == null && line.get("value") instanceof Json.Text(String value)) {
        shown.add(value);
      }
    }

    assertThat(String.join(" ", shown))
        .contains("\"identify\"", "\"sms\"", "true", "\"2026-11-02T09:14:29Z\"", "\"apply_form\"")
        .doesNotContain("cust_1001", "anon-1001", "9175554444", "Anne", "203.0.113.7", "ticking");
  }

  @Test
  void aPhoneOrAddressAsAKeyIsMaskedAndSoIsTheLabelOfItsPath() throws Exception {
    List<Json> lines =
        JsonView.of(read("{\"traits\":{\"phones\":{\"+12125550101\":{\"isPrimary\":true}}}}"));

    assertThat(JsonWriter.text(lines.get(4)))
        .contains("\"label\":\"$.traits.phones['•••'].isPrimary\"");
    assertThat(JsonWriter.text(lines.get(3))).contains("\"personalKey\":true");
    assertThat(NodePath.label("$.traits.phones['+12125550101'].label"))
        .isEqualTo("$.traits.phones['•••'].label");
  }

  @Test
  void digitsStayAsTheyWereWritten() throws Exception {
    assertThat(JsonWriter.text(JsonView.of(read("{\"n\":820982911946154508.00}")).get(1)))
        .contains("\"value\":\"820982911946154508.00\"");
  }

  private static Json read(String text) throws Exception {
    return new JsonReader(100).read(text);
  }
}
