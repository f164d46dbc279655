package bridge.translate;

import bridge.segment.AsciiCase;
import bridge.segment.Whitespace;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// State and zip code of an address in the United States (M10). Regal applies a state's calling
/// rules only by its two-letter code, and takes the time zone from the zip code.
final class UsAddress {
  private static final Set<String> COUNTRY =
      Set.of("us", "usa", "unitedstates", "unitedstatesofamerica");

  /// USPS Publication 28, appendix B: states, federal district and territories.
  private static final Map<String, String> CODES = new HashMap<>();

  private static final Set<String> MILITARY = Set.of("AA", "AE", "AP");

  private static final Pattern SHORT_ZIP = Pattern.compile("([0-9]{3,4})(-[0-9]{4})?");

  static {
    """
          alabama=AL
          alaska=AK
          arizona=AZ
          arkansas=AR
          california=CA
          colorado=CO
          connecticut=CT
          delaware=DE
          florida=FL
          georgia=GA
          hawaii=HI
          idaho=ID
          illinois=IL
          indiana=IN
          iowa=IA
          kansas=KS
          kentucky=KY
          louisiana=LA
          maine=ME
          maryland=MD
          massachusetts=MA
          michigan=MI
          minnesota=MN
          mississippi=MS
          missouri=MO
          montana=MT
          nebraska=NE
          nevada=NV
          new hampshire=NH
          new jersey=NJ
          new mexico=NM
          new york=NY
          north carolina=NC
          north dakota=ND
          ohio=OH
          oklahoma=OK
          oregon=OR
          pennsylvania=PA
          rhode island=RI
          south carolina=SC
          south dakota=SD
          tennessee=TN
          texas=TX
          utah=UT
          vermont=VT
          virginia=VA
          washington=WA
          west virginia=WV
          wisconsin=WI
          wyoming=WY
          district of columbia=DC
          american samoa=AS
          guam=GU
          northern mariana islands=MP
          puerto rico=PR
          virgin islands=VI
          us virgin islands=VI
          united states virgin islands=VI
    """
        .lines()
        .map(line -> line.strip().split("="))
        .forEach(pair -> CODES.put(pair[0], pair[1]));
  }

  private UsAddress() {}

  /// Adapts state and zip code if the address is of the United States. A zip code of which nothing
  /// is left is taken out.
  ///
  /// @param fields Regal's five fields, as far as they are there
  /// @param places where each was sent
  static void adapt(
      Map<String, String> fields, Map<String, JsonPath> places, TranslationContext context) {
    if (!isUs(fields.get("country"), context.settings().defaultPhoneCountry())) {
      return;
    }
    fields.computeIfPresent("zipcode", (_, zip) -> zip(zip));
    fields.computeIfPresent(
        "state",
        (_, state) -> {
          String code = state(state);
          if (code == null) {
            context.warn(WarningCode.STATE_UNKNOWN, places.getOrDefault("state", JsonPath.EVENT));
          }
          return code == null ? state : code;
        });
  }

  private static boolean isUs(@Nullable String country, String defaultCountry) {
    return country == null
        ? defaultCountry.isEmpty() || defaultCountry.equals("US")
        : COUNTRY.contains(plain(country).replace(" ", ""));
  }

  /// In lower case, without dots, with one blank in place of several.
  private static String plain(String text) {
    return AsciiCase.lower(Whitespace.collapse(text.replace(".", "")));
  }

  /// The two-letter code, null if the text is no state.
  private static @Nullable String state(String text) {
    String plain = plain(text);
    String name = plain.startsWith("us-") ? plain.substring(3).strip() : plain;
    String code = CODES.get(name);
    if (code != null) {
      return code;
    }
    String capitals = name.toUpperCase(Locale.ROOT);
    return CODES.containsValue(capitals) || MILITARY.contains(capitals) ? capitals : null;
  }

  private static @Nullable String zip(String text) {
    String zip = text.endsWith(".0") ? Whitespace.trim(text.substring(0, text.length() - 2)) : text;
    if (zip.isEmpty()) {
      return null;
    }
    Matcher parts = SHORT_ZIP.matcher(zip);
    return parts.matches() ? "0".repeat(5 - parts.group(1).length()) + zip : zip;
  }
}
