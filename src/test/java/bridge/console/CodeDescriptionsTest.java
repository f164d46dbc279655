package bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.dispatch.RetryReason;
import bridge.queue.Reason;
import bridge.translate.WarningCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every code has its words, and its rule in mapping.md.
class CodeDescriptionsTest {
  /// Reasons that delivery gives have no rule of the mapping.
  private static final Set<Reason> BY_DELIVERY =
      Set.of(Reason.REJECTED, Reason.POISON_EVENT, Reason.UNKNOWN_OUTCOME, Reason.EXPIRED);

  @ParameterizedTest
  @EnumSource(WarningCode.class)
  void everyWarningNamesARuleOfTheReadme(WarningCode code) throws Exception {
    assertThat(CodeDescriptions.rule(code)).isNotNull();
    assertThat(rules()).contains(CodeDescriptions.rule(code));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonOfTheTranslationNamesARuleOfTheReadme(Reason reason) throws Exception {
    if (BY_DELIVERY.contains(reason)) {
      assertThat(CodeDescriptions.rule(reason.code())).isNull();
    } else {
      assertThat(rules()).contains(String.valueOf(CodeDescriptions.rule(reason.code())));
    }
    assertThat(CodeDescriptions.reason(reason.code())).isEqualTo(reason.meaning());
  }

  @Test
  void everyCodeHasFewWordsOnThePage() throws Exception {
    String words = Files.readString(Path.of("src/local/web/reasons.js"));
    for (Reason reason : Reason.values()) {
      assertThat(words).containsPattern("\\b" + reason.code() + ": ['\"]");
    }
    for (RetryReason reason : RetryReason.values()) {
      assertThat(words).containsPattern("\\b" + reason.code() + ": ['\"]");
    }
  }

  @Test
  void theRuleOfEachPartOfARequestIsInTheReadme() throws Exception {
    for (String path :
        Set.of(
            "$.userId",
            "$.name",
            "$.originalTimestamp",
            "$.eventSource",
            "$.properties.a",
            "$.traits.a",
            "$.traits.address.city",
            "$.traits.firstName",
            "$.traits.phones['+1']",
            "$.traits.phones['+1'].isPrimary",
            "$.traits.phones['+1'].smsOptIn.ip")) {
      assertThat(rules()).contains(RegalRules.of(path, false), RegalRules.of(path, true));
    }
  }

  /// The first cell of the table "What each Segment field becomes".
  private static Set<String> rules() throws Exception {
    return Files.readAllLines(Path.of("src/site/markdown/mapping.md")).stream()
        .filter(line -> line.matches("\\| M\\d.*"))
        .flatMap(line -> Arrays.stream(line.substring(2, line.indexOf(" |")).split(", ", -1)))
        .collect(Collectors.toSet());
  }
}
