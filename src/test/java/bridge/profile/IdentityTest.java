package bridge.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An identity in a log or an exception names nobody.
class IdentityTest {
  @Test
  void itPrintsHowManyIdentifiersItHas() {
    Identity identity = new Identity(List.of("+12125550123"), List.of("a@b.co", "c@d.co"), "u");

    assertThat(identity).hasToString("Identity[4]");
    assertThat(new Identity(List.of(), List.of("a@b.co"), null)).hasToString("Identity[1]");
    assertThat(Identity.NOBODY).hasToString("Identity[0]");
  }

  @Test
  void aConsentOfItPrintsNoIdentifier() {
    Instant time = Instant.parse("2026-11-02T10:00:00Z");
    Consent.Times times = new Consent.Times(time, time, false);

    assertThat(new Consent(true, "+12125550123", "smsOptIn", false, times).toString())
        .contains("smsOptIn", "false", "2026-11-02T10:00:00Z")
        .doesNotContain("2125550123");
  }
}
