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
  private final GuardedTable guardedTable;
  private final DeliveryRecords deliveryRecords;
  private final IdentityLinks identityLinks;
  private final StaleWriteGuard staleWriteGuard;

  /// @param life how long links and times are kept
  public StateStore(Table table, Platform platform, Telemetry telemetry, Duration life) {
    this.guardedTable = new GuardedTable(table, platform, telemetry);
    this.deliveryRecords = new DeliveryRecords(guardedTable);
    this.identityLinks = new IdentityLinks(guardedTable, life);
    this.staleWriteGuard = new StaleWriteGuard(guardedTable, life);
  }

  /// Who the visitor is, nobody where that is not known.
  public Identity visitor(String anonymousId) {
    return identityLinks.of(anonymousId);
  }

  /// The visitor is this person. Of two events the newer is right.
  public void learn(String anonymousId, Identity who, Instant time) {
    identityLinks.learn(anonymousId, who, time);
  }

  /// Claims an event before its POST.
  ///
  /// @param event the same for every message that carries the event
  /// @param attempt another for every handing out of a message
  /// @param otherwise whose event it is where it names nobody
  public Claim claim(
      Identity who, @Nullable String anonymousId, String otherwise, String event, String attempt) {
    String owner =
        !who.isNobody()
            ? Partitions.of(who).getFirst()
            : anonymousId != null ? Partitions.ofAnonymousId(anonymousId) : otherwise;
    return deliveryRecords.claim(owner, event, Hash.shortOf(attempt));
  }

  /// What an event may tell Regal now.
  public Reservation hold(ProfileUpdate profileUpdate) {
    return staleWriteGuard.over(profileUpdate);
  }

  /// Deletes all that is kept of a person; false where the table does not answer.
  public boolean erase(Identity who, @Nullable String anonymousId) {
    List<String> partitions = new ArrayList<>(Partitions.of(who));
    if (anonymousId != null) {
      partitions.add(Partitions.ofAnonymousId(anonymousId));
    }
    try {
      Erasure.of(partitions, guardedTable);
      return true;
    } catch (TableUnavailableException _) {
      return false;
    }
  }
}
