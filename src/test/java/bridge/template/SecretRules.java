package bridge.template;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.secret.Secret;
import java.util.List;
import java.util.Map;

/// CloudFormation generates a new secret, or overwrites it, when its block changes: these blocks
/// are frozen.
final class SecretRules {
  private SecretRules() {}

  static void secrets(Template template) {
    assertThat(template.resourcesOf("AWS::SecretsManager::Secret"))
        .containsExactlyInAnyOrder(
            "SegmentSharedSecret", "SegmentTokenSecret", "RegalApiKeySecret");
    for (String name : List.of("SegmentSharedSecret", "SegmentTokenSecret")) {
      Map<String, Object> properties = template.map("Resources/" + name + "/Properties");
      assertThat(properties).containsOnlyKeys("Description", "GenerateSecretString");
      assertThat(properties.get("GenerateSecretString"))
          .isEqualTo(
              Map.of(
                  "SecretStringTemplate",
                  "{}",
                  "GenerateStringKey",
                  "current",
                  "PasswordLength",
                  48,
                  "ExcludePunctuation",
                  true));
    }
    Map<String, Object> key = template.map("Resources/RegalApiKeySecret/Properties");
    assertThat(key).containsOnlyKeys("Description", "SecretString");
    assertThat(key.get("SecretString")).isEqualTo(Secret.PLACEHOLDER);
    assertThat(template.at("Resources/RegalApiKeySecret/Condition")).isEqualTo("CreateRegalSecret");
  }
}
