package bridge.console;

import bridge.dispatch.RetryReason;
import bridge.queue.Reason;
import bridge.translate.WarningCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plain words for the codes of the functions, and the rules of the README that they stand for.
public final class CodeDescriptions {
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
          Map.entry("stale_traits", "M28"),
          Map.entry("user_id_placeholder", "M7"),
          Map.entry("identifier_in_properties", "M2"),
          Map.entry("identifiers_truncated", "M8"),
          Map.entry("primary_not_kept", "M8b"),
          Map.entry("address_field_invalid", "M10"),
          Map.entry("state_unknown", "M10"),
          Map.entry("text_repaired", "M32"),
          Map.entry("key_repaired_twice", "M32"),
          Map.entry("warnings_truncated", "M33"));

  /// Retries before which nothing was posted, or the dead-letter queue was the last step.
  private static final Set<RetryReason> NOT_POSTED =
      EnumSet.of(
          RetryReason.BREAKER_OPEN,
          RetryReason.IN_PROGRESS,
          RetryReason.OUT_OF_TIME,
          RetryReason.ERROR,
          RetryReason.DEAD_LETTER_FAILED);

  private CodeDescriptions() {}

  /// Completes the sentence "The event ...".
  static String reason(String code) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.code().equals(code))
        .map(Reason::meaning)
        .findFirst()
        .orElse(code.isEmpty() ? "has no reason" : "was moved here by SQS after too many receives");
  }

  /// The step of a log line of dispatch.
  public static String outcome(String outcome, String code, String detail) {
    return switch (outcome) {
      case "delivered" -> "Delivered: Regal has it";
      case "duplicate" -> "Duplicate: Regal already has it, so it was not sent";
      case "skipped" -> "Skipped: it " + reason(code);
      case "dead_lettered" -> "Dead-lettered: it " + reason(code);
      default -> retry(code, detail);
    };
  }

  private static String retry(String code, String detail) {
    String words =
        retryReason(code)
            .map(reason -> reason.meaning() + "; it is retried")
            .orElse("It is retried");
    return detail.isEmpty() ? words : words + " (" + detail + ")";
  }

  /// Whether a retried event was posted, if the response itself could not be seen.
  static boolean wasPosted(String code, String detail) {
    return !detail.equals("no_key")
        && retryReason(code).filter(reason -> !NOT_POSTED.contains(reason)).isPresent();
  }

  private static Optional<RetryReason> retryReason(String code) {
    return Arrays.stream(RetryReason.values())
        .filter(reason -> reason.code().equals(code))
        .findFirst();
  }

  /// The rule in mapping.md, null for what delivery decides.
  public static @Nullable String rule(String code) {
    boolean isConsent = code.startsWith("optin_") || code.startsWith("optout_");
    return isConsent ? "M16" : RULES.get(code);
  }

  static @Nullable String rule(WarningCode code) {
    return rule(code.code());
  }
}
