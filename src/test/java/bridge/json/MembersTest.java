package bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// An object's members, few or many.
class MembersTest {
  private static final long SEED = Long.getLong("seed", 7);

  @Test
  void areAnOrderedMapWhateverTheirNumber() throws Exception {
    Random random = new Random(SEED);
    for (int size = 0; size < 40; size++) {
      Map<String, Json> expected = new LinkedHashMap<>();
      while (expected.size() < size) {
        expected.put(name(random), new Json.Num(Integer.toString(expected.size())));
      }
      String text = toText(expected);

      for (Json.Obj object :
          List.of(new Json.Obj(expected), (Json.Obj) new JsonReader(2).read(text))) {
        assertThat(object.members()).as(text).isEqualTo(expected).hasSize(size);
        assertThat(object).hasSameHashCodeAs(new Json.Obj(expected));
        assertThat(object.members().keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(object.members().entrySet()).containsExactlyElementsOf(expected.entrySet());
        assertThat(JsonWriter.text(object)).isEqualTo(text);
        expected.forEach((name, value) -> assertThat(object.get(name)).isEqualTo(value));
        assertThat(object.get("absent")).isNull();
        assertThat(object.members()).doesNotContainKey("absent");
      }
    }
  }

  @Test
  void neverChange() {
    Map<String, Json> given = new LinkedHashMap<>(Map.of("a", new Json.Bool(true)));
    Json.Obj object = new Json.Obj(given);

    given.put("b", new Json.Bool(false));

    assertThat(object.members()).containsOnlyKeys("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> object.members().put("c", new Json.Null()));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> object.members().remove("a"));
  }

  @Test
  void aNameThatOccursTwiceIsRejectedWhereverItIs() throws Exception {
    for (int size = 2; size < 40; size++) {
      for (int first = 0; first < size - 1; first++) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          names.add("\"n" + i + "\":0");
        }
        String text = "{" + String.join(",", names) + "}";
        assertThat(new JsonReader(1).read(text)).isInstanceOf(Json.Obj.class);
        names.set(size - 1, names.get(first));
        String twice = "{" + String.join(",", names) + "}";
        assertThatExceptionOfType(JsonException.class)
            .as(twice)
            .isThrownBy(() -> new JsonReader(1).read(twice))
            .withMessageContaining("twice");
      }
    }
  }

  /// Some of them with the same hash code: "Aa" and "BB" have.
  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      name.append(random.nextBoolean() ? "Aa" : "BB");
    }
    return name.append(random.nextInt(4)).toString();
  }

  private static String toText(Map<String, Json> members) {
    List<String> written = new ArrayList<>();
    members.forEach(
        (name, value) -> written.add("\"" + name + "\":" + ((Json.Num) value).lexeme()));
    return "{" + String.join(",", written) + "}";
  }
}
