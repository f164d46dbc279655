package bridge.state;

import bridge.profile.Identity;
import bridge.profile.KnownPeople;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state that outlives a message: identity links, delivery records, latest values, consent. One
/// batch at a time. Without a table every event is new, and everything may be sent.
public interface StateStore {
  /// Keeps nothing.
  StateStore NONE = new StateStore() {};

  /// Begins a batch: claims it and, side by side, reads what it can need in few calls.
  ///
  /// @param receipts the receipt handles of its messages
  /// @param end when the last call of the table must have ended; what needs a later one fails
  /// @param reads calls [#look] and [#known] for its events; runs several times
  /// @return false if another invocation has the same batch
  default boolean begin(List<String> receipts, Instant end, Runnable reads)
      throws InterruptedException {
    return true;
  }

  /// Names an event that is to be delivered, among the reads of [#begin].
  default void look(EventKey event, ProfileUpdate update) {}

  /// The people that earlier events named.
  default KnownPeople known() {
    return KnownPeople.NONE;
  }

  /// The same, whatever was read of them before.
  default KnownPeople latest() {
    return KnownPeople.NONE;
  }

  /// Links the visitor with this person, if the event names both. Of two events the newer decides.
  default void learn(@Nullable String anonymousId, Identity who, Instant time) {}

  /// Finds out whether Regal has an event.
  default Claim find(EventKey event) {
    return Claim.NONE;
  }

  /// Claims an event before its POST.
  ///
  /// @param attempt different for every receive of a message
  default Claim claim(EventKey event, String attempt) {
    return Claim.NONE;
  }

  /// Reserves what an event may send to Regal now.
  default Reservation reserve(ProfileUpdate update) {
    return Reservation.EVERYTHING;
  }

  /// Counts an event that Regal rejected, for all environments. Returns whether a rejection spike
  /// is on, so that the event may not be at fault.
  default boolean countRejection(String person) {
    return false;
  }

  /// Ends the count, since Regal accepted an event.
  default void endRejections() {}

  /// Deletes the rows of a person, as many as the batch has time for.
  default ErasureResult erase(Identity who, @Nullable String anonymousId) {
    return ErasureResult.COMPLETE;
  }

  /// How far the erasure of a person came.
  enum ErasureResult {
    COMPLETE,
    /// Rows are left for a later batch: there was no more time.
    INCOMPLETE,
    /// Rows may be left: the table does not respond.
    UNAVAILABLE
  }
}
