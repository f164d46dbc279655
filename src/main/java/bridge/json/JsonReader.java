package bridge.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads exactly one JSON value. Rejects text after it, a repeated key in one object, nesting over
/// the limit, and bytes that are not UTF-8.
public final class JsonReader {
  private final JsonFactory factory;

  /// @param maxDepth how deep objects and arrays may nest; the outermost is level 1
  public JsonReader(int maxDepth) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxDepth)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .build();
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // chosen keys cannot collide
            .build();
  }

  public Json read(byte[] utf8) throws JsonException {
    return read(decode(utf8));
  }

  public Json read(String text) throws JsonException {
    try (JsonParser parser = factory.createParser(SurrogateEscapes.resolve(text))) {
      if (parser.nextToken() == null) {
        throw new JsonException("empty, no JSON value");
      }
      Json value = value(parser);
      if (parser.nextToken() != null) {
        throw new JsonException("more than one JSON value" + place(parser));
      }
      return value;
    } catch (StreamConstraintsException _) {
      throw new JsonException("nested too deep or too long");
    } catch (JsonProcessingException e) {
      throw new JsonException("not JSON" + place(e));
    } catch (IOException _) {
      throw new JsonException("not readable");
    }
  }

  private static String decode(byte[] utf8) throws JsonException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw new JsonException("not UTF-8");
    }
  }

  private static Json value(JsonParser parser) throws IOException, JsonException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw new JsonException("not JSON" + place(parser));
    };
  }

  private static Json object(JsonParser parser) throws IOException, JsonException {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (members.putIfAbsent(name, value(parser)) != null) {
        throw new JsonException("a key stands twice in one object" + place(parser));
      }
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws IOException, JsonException {
    List<Json> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json.Arr(elements);
  }

  private static String place(JsonParser parser) {
    var at = parser.currentLocation();
    return " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
