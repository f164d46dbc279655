package bridge.operator;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.stack.StackAddress;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every action on a stack needs: a line in the audit file and, in production, the stack's
/// name.
class OperatorActionsTest {
  private static final String REJECTED = "{\"reasons\":[\"rejected\"]}";

  /// A request that each action takes.
  private static final String EVERY_ACTION =
      """
      {"queue":"events","isOn":false,"reasons":["rejected"],"messageIds":["id"],"typed":"rejected",\
      "event":"{}","secret":"token","step":"begin"}\
      """;

  @AutoClose private final OperatorConsoleFixture console = new OperatorConsoleFixture();

  @ParameterizedTest
  @ValueSource(strings = {"redrive", "delivery", "delete", "copy", "rotate"})
  void anActionThatCannotBeWrittenDownDoesNotHappen(String action) throws Exception {
    console.aws.state.outputs.put("WebhookUrl", "http://127.0.0.1:1/segment"); // nobody listens
    console.makeAuditUnwritable();

    JsonNode result = console.post(action, EVERY_ACTION);

    assertThat(result.get("problem").asText())
        .isEqualTo("The audit file cannot be written, so nothing was done.");
    assertThat(console.aws.actions).containsExactly("sts:GetCallerIdentity");
  }

  @Test
  void aLinkInPlaceOfTheAuditFileIsNotFollowed() throws Exception {
    Path elsewhere = Files.createTempFile("elsewhere", "");
    Files.createDirectories(console.audit.getParent());
    Files.createSymbolicLink(console.audit, elsewhere);

    assertThat(console.post("redrive", REJECTED).has("problem")).isTrue();
    assertThat(Files.size(elsewhere)).isZero();
    Files.delete(elsewhere);
  }

  @Test
  void theAuditFileIsItsOwnersAloneAndOnlyGrows() throws Exception {
    Files.createDirectories(console.audit.getParent());
    Files.writeString(console.audit, "an older line\n");
    Files.setPosixFilePermissions(console.audit, PosixFilePermissions.fromString("rw-r--r--"));

    console.post("delivery", "{\"queue\":\"bulk\",\"isOn\":false}");

    assertThat(console.audit()).hasSize(3).first().isEqualTo("an older line");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(console.audit)))
        .isEqualTo("rw-------");
  }

  @Test
  void deliveryIsStoppedAndResumedWithItsStateReadBack() throws Exception {
    JsonNode stopped = console.post("delivery", "{\"queue\":\"events\",\"isOn\":false}");

    assertThat(stopped.get("state").asText()).isEqualTo("Disabled");
    assertThat(console.read("delivery").get("events").asText()).isEqualTo("Disabled");
    assertThat(console.read("delivery").get("bulk").asText()).isEqualTo("Enabled");
    assertThat(console.audit()).hasSize(2);
    assertThat(console.audit().getFirst()).contains("\"action\":\"stop events\"");
    assertThat(console.audit().getLast()).contains("\"outcome\":\"Disabled\"");

    assertThat(
            console.post("delivery", "{\"queue\":\"events\",\"isOn\":true}").get("state").asText())
        .isEqualTo("Enabled");
  }

  @ParameterizedTest
  @CsvSource({
    "bridge-test, false",
    "dev2-bridge, false",
    "Staging, false",
    "bridge, true",
    "latest-bridge, true",
    "devices, true"
  })
  void onlyAPartOfTheNameMakesAStackHarmless(String stack, boolean isNeeded) {
    assertThat(AuditedAction.needsName(stack)).isEqualTo(isNeeded);
  }

  @Test
  void aStackInProductionIsChangedOnlyWithItsNameTyped() throws Exception {
    try (var production =
        new OperatorConsoleFixture(
            new StackAddress("bridge", "us-east-1", null, console.aws.url()))) {
      for (String confirm : List.of("", ",\"confirm\":\"bridge-test\"", ",\"confirm\":true")) {
        for (String action : List.of("redrive", "delivery", "delete", "copy", "rotate")) {
          assertThat(
                  production.send(
                      "POST /api/" + action,
                      production.withToken(),
                      EVERY_ACTION.replaceFirst("}$", confirm + "}")))
              .startsWith("HTTP/1.1 400 ")
              .contains("Type the stack's name, bridge.");
        }
      }
      assertThat(console.aws.actions).isEmpty();
      assertThat(production.audit).doesNotExist();
      assertThat(production.post("redrive", "{\"confirm\":\"bridge\"}").get("problem").asText())
          .startsWith("There is no stack bridge");
      assertThat(production.read("stack").get("needsName").asBoolean()).isTrue();
    }
    assertThat(console.read("stack").has("needsName")).isFalse();
  }
}
