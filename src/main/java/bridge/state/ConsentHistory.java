package bridge.state;

import bridge.profile.Consent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was said for one contact and channel, as one value of a row. Times are in ms, 0 for never.
///
/// @param yesSeen the latest claimed time of an opt-in, sent or left out
/// @param yesSent the latest time of an opt-in that was sent
/// @param noSent the latest time of an opt-out that was sent, at most its arrival
/// @param noes the last opt-outs that Regal surely has, the oldest first
/// @param unconfirmed the last consent that was sent if its outcome is unknown, after its event and
///   a blank
record ConsentHistory(
    long yesSeen, long yesSent, long noSent, List<String> noes, @Nullable String unconfirmed) {
  private static final int MAX_NOES = 20;
  private static final String NONE = "-";
  private static final String NO = " no ";

  /// A decision and what is known from then on.
  record Decided(ConsentDecision decision, ConsentHistory next) {}

  /// @param value null if nothing was said
  static ConsentHistory read(@Nullable String value) {
    if (value == null) {
      return new ConsentHistory(0, 0, 0, List.of(), null);
    }
    String[] parts = value.split(",", -1);
    return new ConsentHistory(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        List.of(parts).subList(4, parts.length),
        parts[3].equals(NONE) ? null : parts[3]);
  }

  String value() {
    Stream<String> first =
        Stream.of(
            "" + yesSeen, "" + yesSent, "" + noSent, unconfirmed == null ? NONE : unconfirmed);
    return String.join(",", Stream.concat(first, noes.stream()).toList());
  }

  /// @param event the consent's event, the same for every message that carries it
  /// @param arrival when the bridge received that event
  Decided decide(Consent consent, String event, Instant arrival) {
    return consent.subscribed()
        ? decideYes(consent.times(), event)
        : decideNo(consent.times(), event, arrival);
  }

  /// An opt-in is new if it claims a later time than every other, or is the same event's own again.
  private Decided decideYes(Consent.Times times, String event) {
    long claimed = times.claimed().toEpochMilli();
    long sent = times.sent().toEpochMilli();
    String own = event + " " + claimed;
    boolean isNew = claimed > yesSeen || own.equals(unconfirmed);
    long seen = Math.max(yesSeen, claimed);
    return isNew && sent > noSent
        ? new Decided(
            ConsentDecision.SENT,
            new ConsentHistory(seen, Math.max(yesSent, sent), noSent, noes, own))
        : new Decided(
            ConsentDecision.REPEATED, new ConsentHistory(seen, yesSent, noSent, noes, unconfirmed));
  }

  private Decided decideNo(Consent.Times times, String event, Instant arrival) {
    long sent = times.sent().toEpochMilli();
    String no = sent + (times.isOfEvent() ? "@" + event : "");
    if (noes.contains(no)) {
      return new Decided(ConsentDecision.REPEATED, this);
    }
    boolean isOvertaken = sent < yesSent;
    long counts = isOvertaken ? arrival.toEpochMilli() : Math.min(sent, arrival.toEpochMilli());
    return new Decided(
        isOvertaken ? ConsentDecision.OVERTAKEN : ConsentDecision.SENT,
        new ConsentHistory(yesSeen, yesSent, Math.max(noSent, counts), noes, event + NO + no));
  }

  /// The same once Regal surely has this event's consent.
  ConsentHistory confirmed(String event) {
    if (unconfirmed == null || !unconfirmed.startsWith(event + " ")) {
      return this;
    }
    List<String> confirmed = new ArrayList<>(noes);
    if (unconfirmed.contains(NO)) {
      confirmed.add(unconfirmed.substring(unconfirmed.lastIndexOf(' ') + 1));
    }
    int dropped = Math.max(0, confirmed.size() - MAX_NOES);
    return new ConsentHistory(
        yesSeen, yesSent, noSent, confirmed.subList(dropped, confirmed.size()), null);
  }
}
