package bridge.profile;

import static org.assertj.core.api.Assertions.assertThat;

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
}
