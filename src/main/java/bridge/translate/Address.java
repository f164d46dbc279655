package bridge.translate;

import bridge.json.Json;
import java.util.ArrayList;
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

  /// Spellings that have other meanings outside of an address.
  private static final Set<String> NOT_AMONG_TRAITS = Set.of("address", "region", "town", "line1");

  static {
    FIELDS.put(
        "street",
        List.of(
            "street", "street1", "streetAddress", "address", "address1", "line1", "AddressLine1"));
    FIELDS.put("city", List.of("city", "cityName", "town"));
    FIELDS.put(
        "state",
        List.of("state", "stateCode", "province", "provinceCode", "region", "StateProvinceCounty"));
    FIELDS.put(
        "zipcode", List.of("zipcode", "zip", "zipCode", "postalCode", "postcode", "ZipOrPostcode"));
    FIELDS.put("country", List.of("country", "countryCode", "CountryId"));
  }

  private static final Set<String> KNOWN =
      spellings().map(KeyMatching::fold).collect(Collectors.toUnmodifiableSet());

  private final TranslationContext context;

  private Address(TranslationContext context) {
    this.context = context;
  }

  /// The first usable address of the sources.
  static @Nullable Json given(List<TraitSource> sources, TranslationContext context) {
    return TraitSource.first(sources, new Address(context)::given);
  }

  /// An address of an identify call's own traits, spelled exactly, if they hold a city or a zip
  /// code.
  static @Nullable Json flat(TraitSource own, TranslationContext context) {
    return new Address(context).flat(own);
  }

  private @Nullable Json given(TraitSource source) {
    for (Map.Entry<String, Json> member : KeyMatching.find(source.traits(), "address")) {
      if (isMissing(NullRemoval.removeNulls(member.getValue()))) {
        continue;
      }
      JsonPath path = source.path().key(member.getKey());
      Json.Obj address = read(member.getValue(), path);
      if (!address.members().isEmpty()) {
        return address;
      }
      context.warn(WarningCode.ADDRESS_INVALID, path);
    }
    return null;
  }

  private static boolean isMissing(@Nullable Json value) {
    return switch (value) {
      case null -> true;
      case Json.Null() -> true;
      case Json.Text _ -> PlainText.of(value) == null;
      case Json.Arr(List<Json> elements) -> elements.isEmpty();
      case Json.Obj(Map<String, Json> members) -> members.isEmpty();
      case Json.Num _, Json.Bool _ -> false;
    };
  }

  private Json.Obj read(Json value, JsonPath path) {
    return switch (value) {
      case Json.Obj object -> fields(object, path);
      case Json.Text text -> new Json.Obj(text(PlainText.of(text)));
      case Json.Arr(List<Json> elements) -> first(elements, path);
      default -> new Json.Obj(Map.of());
    };
  }

  private static Map<String, Json> text(@Nullable String street) {
    return street == null ? Map.of() : Map.of("street", new Json.Text(street));
  }

  private Json.Obj first(List<Json> elements, JsonPath path) {
    for (int i = 0; i < elements.size(); i++) {
      Json left = NullRemoval.removeNulls(elements.get(i));
      if (left instanceof Json.Obj || left instanceof Json.Text) {
        context.warn(WarningCode.ADDRESS_LIST, path);
        return read(elements.get(i), path.index(i));
      }
    }
    return new Json.Obj(Map.of());
  }

  private Json.Obj fields(Json.Obj address, JsonPath path) {
    address
        .members()
        .forEach(
            (key, value) -> {
              Json left = NullRemoval.removeNulls(value);
              if (left != null) {
                warnIfUnusable(key, left, path.key(key));
              }
            });
    Map<String, Json> fields = known(path, spelling -> KeyMatching.find(address, spelling), false);
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

  private @Nullable Json flat(TraitSource own) {
    Map<String, Json> address =
        known(
            own.path(),
            spelling ->
                NOT_AMONG_TRAITS.contains(spelling) || own.traits().get(spelling) == null
                    ? List.of()
                    : List.of(Map.entry(spelling, own.traits().members().get(spelling))),
            true);
    return address.isEmpty() ? null : new Json.Obj(address);
  }

  private interface Spelled {
    List<Map.Entry<String, Json>> find(String spelling);
  }

  /// The five fields, as far as they are there.
  ///
  /// @param isFlat whether they stand among the traits, where only a city or a zip code makes them
  ///   an address
  private Map<String, Json> known(JsonPath path, Spelled spelled, boolean isFlat) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, JsonPath> places = new LinkedHashMap<>();
    FIELDS.forEach(
        (field, spellings) -> {
          boolean isStreet = field.equals("street");
          Map.Entry<String, String> found = first(spellings, spelled, isStreet);
          String text = found == null ? null : found.getValue();
          if (isStreet) {
            Map.Entry<String, String> second = first(SECOND_LINE, spelled, true);
            text = join(text, second == null ? null : second.getValue());
          }
          if (text != null) {
            fields.put(field, text);
          }
          if (found != null) {
            places.put(field, path.key(found.getKey()));
          }
        });
    boolean hasZip = fields.containsKey("zipcode");
    if (isFlat && !hasZip && !fields.containsKey("city")) {
      return Map.of();
    }
    UsAddress.adapt(fields, places, context);
    if (hasZip && !isFlat && !fields.containsKey("zipcode")) {
      context.warn(WarningCode.ADDRESS_FIELD_INVALID, places.getOrDefault("zipcode", path));
    }
    Map<String, Json> known = new LinkedHashMap<>();
    fields.forEach((field, text) -> known.put(field, new Json.Text(text)));
    return known;
  }

  private static Map.@Nullable Entry<String, String> first(
      List<String> spellings, Spelled spelled, boolean isLine) {
    for (String spelling : spellings) {
      for (Map.Entry<String, Json> member : spelled.find(spelling)) {
        String text = isLine ? line(member.getValue()) : PlainText.of(member.getValue());
        if (text != null) {
          return Map.entry(member.getKey(), text);
        }
      }
    }
    return null;
  }

  /// A line of an address: text, a number, or an array of these.
  private static @Nullable String line(Json value) {
    if (!(value instanceof Json.Arr(List<Json> elements))) {
      return PlainText.of(value);
    }
    List<String> parts = new ArrayList<>();
    for (Json element : elements) {
      String part = PlainText.of(element);
      if (part != null) {
        parts.add(part);
      } else if (!isBlank(element)) {
        return null;
      }
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private void warnIfUnusable(String key, Json value, JsonPath path) {
    String folded = KeyMatching.fold(key);
    if (!KNOWN.contains(folded) || isBlank(value) || PlainText.of(value) != null) {
      return;
    }
    boolean isLine =
        Stream.concat(FIELDS.getOrDefault("street", List.of()).stream(), SECOND_LINE.stream())
            .anyMatch(spelling -> KeyMatching.isSame(spelling, key));
    boolean isUsable =
        isLine
            && value instanceof Json.Arr(List<Json> elements)
            && elements.stream().allMatch(part -> isBlank(part) || PlainText.of(part) != null);
    if (!isUsable) {
      context.warn(WarningCode.ADDRESS_FIELD_INVALID, path);
    }
  }

  private static boolean isBlank(Json value) {
    return value instanceof Json.Null
        || (value instanceof Json.Text && PlainText.of(value) == null);
  }

  private static Stream<String> spellings() {
    return Stream.concat(FIELDS.values().stream().flatMap(List::stream), SECOND_LINE.stream());
  }

  private static @Nullable String join(@Nullable String one, @Nullable String other) {
    return one == null ? other : other == null ? one : one + ", " + other;
  }
}
