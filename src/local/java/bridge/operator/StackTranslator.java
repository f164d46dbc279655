package bridge.operator;

import bridge.stack.StackDescription;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;

/// The translation that the deployed functions make, with the stack's own parameters.
final class StackTranslator {
  private StackTranslator() {}

  static Translator of(StackDescription stack) {
    return new Translator(
        new TranslationSettings(
            stack.parameter("DefaultPhoneCountry"),
            isTrue(stack, "PageAndScreenEvents"),
            isTrue(stack, "HonourRegalIntegration"),
            isTrue(stack, "IdentifyFromProperties"),
            isTrue(stack, "ProfileFallbacks")));
  }

  private static boolean isTrue(StackDescription stack, String parameter) {
    return stack.parameter(parameter).equals("true");
  }
}
