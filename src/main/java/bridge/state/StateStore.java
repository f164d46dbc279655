package bridge.state;

import bridge.platform.Platform;
import bridge.profile.Identity;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is remembered of visitors, deliveries, values and consents. Where the table fails, each
/// question has the answer of one who remembers nothing, and it is counted.
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

  /// Who the visitor is, nobody where that is not known.
  public Identity visitor(String anonymousId) {
    return identityLinks.find(anonymousId);
  }

  /// The visitor is this person. Of two events the newer is right.
  public void learn(String anonymousId, Identity who, Instant time) {
    identityLinks.learn(anonymousId, who, time);
  }

  /// Claims an event before its POST.
  ///
  /// @param event the same for every message that carries the event
  /// @param attempt another for every handing out of a message
  /// @param fallbackOwner whose event it is where it names nobody
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

  /// What an event may tell Regal now.
  public Reservation reserve(ProfileUpdate update) {
    return staleWriteGuard.reserve(update);
  }

  /// Deletes all that is kept of a person; false where the table does not answer.
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
