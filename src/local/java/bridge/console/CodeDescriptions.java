package bridge.console;

import bridge.queue.Reason;
import bridge.translate.WarningCode;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain words for the codes of the functions, and the rules of the README that they stand for.
final class CodeDescriptions {
  /// The rule behind each reason and warning; a reason that delivery gives has none.
  private static final Map<String, String> RULES =
      Map.ofEntries(
          Map.entry("invalid_event", "M0"),
          Map.entry("invalid_type", "M0"),
          Map.entry("privacy_delete", "M6"),
          Map.entry("integrations_false", "M21"),
          Map.entry("group", "M4"),
          Map.entry("alias", "M5"),
          Map.entry("page_and_screen_off", "M3"),
          Map.entry("invalid_event_name", "M26"),
          Map.entry("regal_event", "M24"),
          Map.entry("no_identifier", "M7"),
          Map.entry("nothing_to_send", "M1"),
          Map.entry("too_large", "M29"),
          Map.entry("user_id_invalid", "M7"),
          Map.entry("phone_invalid", "M8"),
          Map.entry("email_invalid", "M8"),
          Map.entry("identifier_field_unknown", "M8"),
          Map.entry("traits_nested", "M11"),
          Map.entry("name_invalid", "M9"),
          Map.entry("address_list", "M10"),
          Map.entry("address_invalid", "M10"),
          Map.entry("time_fallback", "M19"),
          Map.entry("properties_not_object", "M27"),
          Map.entry("traits_not_object", "M18"),
          Map.entry("stale_traits", "M28"));

  /// What stands in a log line about an event that waits.
  private static final Map<String, String> RETRIES =
      Map.ofEntries(
          Map.entry("unavailable", "Regal could not be reached or is unavailable; it is retried"),
          Map.entry("unknown_outcome", "Regal may or may not have it; it is retried"),
          Map.entry(
              "throttled", "Regal asked for fewer requests; the rate falls and it is retried"),
          Map.entry("unauthorised", "Regal rejects the API key; it is retried"),
          Map.entry("misdirected", "Something else responds at Regal's address; it is retried"),
          Map.entry("suspect", "An unexpected status; only this person's message group is blocked"),
          Map.entry(
              "rejected", "Rejected during a rejection spike, so not dead-lettered; it is retried"),
          Map.entry(
              "dead_letter_failed", "The dead-letter queue did not confirm it; it is retried"),
          Map.entry("in_progress", "Another invocation is posting for this person; it is retried"),
          Map.entry("breaker_open", "Not tried: the circuit breaker is open; it is retried"),
          Map.entry("out_of_time", "Not tried: the invocation ended; it is retried"),
          Map.entry("error", "The bridge itself failed on it; it is retried"));

  private CodeDescriptions() {}

  /// Completes the sentence "The event ...".
  static String reason(String code) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.code().equals(code))
        .map(Reason::meaning)
        .findFirst()
        .orElse(code.isEmpty() ? "has no reason" : "was moved here by SQS after too many receives");
  }

  static String retry(String name, String detail) {
    String words = RETRIES.getOrDefault(name, "It is retried");
    return detail.isEmpty() ? words : words + " (" + detail + ")";
  }

  /// Whether a waiting event was posted, where the answer itself could not be seen.
  static boolean wasPosted(String name, String detail) {
    return RETRIES.containsKey(name)
        && !detail.equals("no_key")
        && !name.equals("breaker_open")
        && !name.equals("in_progress")
        && !name.equals("out_of_time")
        && !name.equals("error")
        && !name.equals("dead_letter_failed");
  }

  /// The README's rule, null for what delivery decides.
  static @Nullable String rule(String code) {
    boolean isConsent = code.startsWith("optin_") || code.startsWith("optout_");
    return isConsent ? "M16" : RULES.get(code);
  }

  static @Nullable String rule(WarningCode code) {
    return rule(code.code());
  }
}
