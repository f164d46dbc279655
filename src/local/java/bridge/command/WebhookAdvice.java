package bridge.command;

/// What a sender should look at when the webhook does not respond 200.
public final class WebhookAdvice {
  static final String NOBODY =
      "Nothing listens at the webhook: start mvn -q test-compile exec:exec@local, or name another"
          + " with -Durl= or -Dstack=.";

  private WebhookAdvice() {}

  public static String of(int status) {
    return switch (status) {
      case 423 ->
          "the bridge does not accept this secret or token; after a rotation it does within five"
              + " minutes";
      case 503 -> "the bridge cannot read its secrets or reach its queue: look at its log";
      case 404 -> "the URL is not the stack's WebhookUrl";
      default -> "see src/site/markdown/webhook-api.md";
    };
  }
}
