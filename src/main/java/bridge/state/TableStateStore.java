package bridge.state;

import bridge.platform.Platform;
import bridge.profile.Identity;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state in one table. If the table fails, each query behaves as if the table were empty, and
/// the failure is counted.
public final class TableStateStore implements StateStore {
  private final GuardedTable table;
  private final DeliveryRecords deliveryRecords;
  private final IdentityLinks identityLinks;
  private final ProfileIndex profileIndex;
  private final StaleWriteGuard staleWriteGuard;

  /// @param life how long links and times are kept
  public TableStateStore(
      Table backingTable, Platform platform, Telemetry telemetry, Duration life) {
    this.table = new GuardedTable(backingTable, platform, telemetry);
    this.deliveryRecords = new DeliveryRecords(table);
    this.identityLinks = new IdentityLinks(table, life);
    this.profileIndex = new ProfileIndex(table, life);
    this.staleWriteGuard = new StaleWriteGuard(table, profileIndex, life);
  }

  @Override
  public Identity visitor(String anonymousId) {
    return identityLinks.find(anonymousId);
  }

  @Override
  public Identity person(String userId) {
    return profileIndex.person(userId);
  }

  @Override
  public void learn(@Nullable String anonymousId, Identity who, Instant time) {
    if (anonymousId != null && !who.isNobody()) {
      identityLinks.learn(anonymousId, who, time);
    }
  }

  @Override
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

  @Override
  public Reservation reserve(ProfileUpdate update) {
    return staleWriteGuard.reserve(update);
  }

  @Override
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
