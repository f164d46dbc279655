package bridge.state;

import bridge.platform.Platform;
import bridge.profile.Identity;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state table: identity links, delivery records, latest values, consent. If the table fails,
/// each query behaves as if the table were empty, and the failure is counted.
public final class StateStore {
  private final GuardedTable table;
  private final DeliveryRecords deliveryRecords;
  private final IdentityLinks identityLinks;
  private final StaleWriteGuard staleWriteGuard;

  /// @param life how long links and times are kept
  public StateStore(Table backingTable, Platform platform, Telemetry telemetry, Duration life) {
    this.table = new GuardedTable(backingTable, platform, telemetry);
    this.deliveryRecords = new DeliveryRecords(table);
    this.identityLinks = new IdentityLinks(table, life);
    this.staleWriteGuard = new StaleWriteGuard(table, life);
  }

  /// The identity of a visitor, nobody if it is not known.
  public Identity visitor(String anonymousId) {
    return identityLinks.find(anonymousId);
  }

  /// Links the visitor with this person. Of two events the newer decides.
  public void learn(String anonymousId, Identity who, Instant time) {
    identityLinks.learn(anonymousId, who, time);
  }

  /// Claims an event before its POST.
  ///
  /// @param event the same for every message that carries the event
  /// @param attempt different for every receive of a message
  /// @param fallbackOwner the owner of an event without an identifier
  public Claim claim(
      Identity who,
      @Nullable String anonymousId,
      String fallbackOwner,
      String event,
      String attempt) {
    String owner =
        !who.isNobody()
            ? Partitions.of(who).getFirst()
            : anonymousId != null ? Partitions.ofAnonymousId(anonymousId) : fallbackOwner;
    return deliveryRecords.claim(owner, event, Hash.shortOf(attempt));
  }

  /// Reserves what an event may send to Regal now.
  public Reservation reserve(ProfileUpdate update) {
    return staleWriteGuard.reserve(update);
  }

  /// Deletes all rows of a person; false if the table does not respond.
  public boolean erase(Identity who, @Nullable String anonymousId) {
    List<String> partitions = new ArrayList<>(Partitions.of(who));
    if (anonymousId != null) {
      partitions.add(Partitions.ofAnonymousId(anonymousId));
    }
    try {
      Erasure.run(partitions, table);
      return true;
    } catch (TableUnavailableException _) {
      return false;
    }
  }
}
