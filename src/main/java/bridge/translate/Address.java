package bridge.translate;

import bridge.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The address trait, read into Regal's five fields (M10). It accepts the spellings of Segment, of
/// Regal and of Regal's guide.
final class Address {
  /// Each field's spellings. The first that holds a usable value wins.
  private static final Map<String, List<String>> FIELDS = new LinkedHashMap<>();

  private static final List<String> SECOND_LINE =
      List.of("AddressLine2", "address2", "street2", "line2");

  static {
    FIELDS.put(
        "street", List.of("street", "street1", "address", "address1", "line1", "AddressLine1"));
    FIELDS.put("city", List.of("city", "town"));
    FIELDS.put("state", List.of("state", "province", "region", "StateProvinceCounty"));
    FIELDS.put("zipcode", List.of("zipcode", "zip", "postalCode", "postcode", "ZipOrPostcode"));
    FIELDS.put("country", List.of("country", "CountryId"));
  }

  private static final Set<String> KNOWN =
      Stream.concat(FIELDS.values().stream().flatMap(List::stream), SECOND_LINE.stream())
          .map(KeyMatching::fold)
          .collect(Collectors.toUnmodifiableSet());

  private Address() {}

  static @Nullable Json read(TraitSource source, Warnings warnings) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), "address")) {
      if (member.getValue() instanceof Json.Null) {
        continue;
      }
      JsonPath path = source.path().key(member.getKey());
      Json.Obj address = read(member.getValue(), path, warnings);
      if (!address.members().isEmpty()) {
        return address;
      }
      warnings.add(WarningCode.ADDRESS_INVALID, path);
    }
    return null;
  }

  private static Json.Obj read(Json value, JsonPath path, Warnings warnings) {
    return switch (value) {
      case Json.Obj object -> fields(object);
      case Json.Text text -> fields(new Json.Obj(Map.of("street", text)));
      case Json.Arr(List<Json> elements) -> first(elements, path, warnings);
      default -> new Json.Obj(Map.of());
    };
  }

  private static Json.Obj first(List<Json> elements, JsonPath path, Warnings warnings) {
    for (Json element : elements) {
      if (element instanceof Json.Obj || element instanceof Json.Text) {
        warnings.add(WarningCode.ADDRESS_LIST, path);
        return read(element, path, warnings);
      }
    }
    return new Json.Obj(Map.of());
  }

  private static Json.Obj fields(Json.Obj address) {
    Map<String, Json> fields = new LinkedHashMap<>();
    FIELDS.forEach(
        (field, spellings) -> {
          String text = first(address, spellings);
          if (field.equals("street")) {
            text = join(text, first(address, SECOND_LINE));
          }
          NullRemoval.put(fields, field, text == null ? null : new Json.Text(text));
        });
    address
        .members()
        .forEach(
            (key, value) -> {
              if (!KNOWN.contains(KeyMatching.fold(key))) {
                NullRemoval.put(fields, key, NullRemoval.removeNulls(value));
              }
            });
    return new Json.Obj(fields);
  }

  private static @Nullable String first(Json.Obj address, List<String> spellings) {
    for (String spelling : spellings) {
      for (Map.Entry<String, Json> member : KeyMatching.find(address, spelling)) {
        String text = PlainText.of(member.getValue());
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  private static @Nullable String join(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + ", " + other;
  }
}
