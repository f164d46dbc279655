package bridge.translate;

import java.util.Set;

/// The events that Regal's own Segment source sends (M24). Sent back to Regal, they would record
/// every call twice and start journeys. Names are compared as a whole: `email.sent` may be the
/// customer's own.
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
