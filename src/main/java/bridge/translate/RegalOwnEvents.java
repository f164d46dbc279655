package bridge.translate;

import java.util.Set;

/// The events that Regal's own Segment source sends (M24). Sent back they would double every call
/// and start journeys by themselves. No prefix rule: `email.sent` may be the customer's own.
final class RegalOwnEvents {
  static final Set<String> NAMES =
      Set.of(
          "agent.activity.updated",
          "call.completed",
          "contact.subscribed",
          "contact.unsubscribed",
          "contact.attribute.edited",
          "contact.experiment.assigned",
          "scheduled.callback.requested",
          "sms.conversation.completed",
          "sms.queued",
          "sms.sent",
          "sms.undelivered",
          "sms.received",
          "task.canceled",
          "task.created");

  private RegalOwnEvents() {}
}
