package bridge.state;

import bridge.platform.Platform;
import bridge.profile.Identity;
import bridge.profile.KnownPeople;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The state in one table. If the table fails, each query behaves as if the table were empty, and
/// the failure is counted.
public final class TableStateStore implements StateStore {
  /// Longer than an invocation that AWS repeats can come after the first.
  private static final Duration BATCH_LIFE = Duration.ofMinutes(15);

  private final Platform platform;
  private final UnitOfWork rows;
  private final DeliveryRecords deliveryRecords;
  private final IdentityLinks identityLinks;
  private final ProfileIndex profileIndex;
  private final StaleWriteGuard staleWriteGuard;
  private final RejectionCount rejectionCount;

  /// @param life how long links and times are kept
  public TableStateStore(Table table, Platform platform, Telemetry telemetry, Duration life) {
    this.platform = platform;
    this.rows = new UnitOfWork(table, platform, telemetry);
    this.deliveryRecords = new DeliveryRecords(rows, new GroupCommit(rows, platform));
    this.identityLinks = new IdentityLinks(rows, life);
    this.profileIndex = new ProfileIndex(rows, life);
    this.staleWriteGuard = new StaleWriteGuard(rows, profileIndex, life);
    this.rejectionCount = new RejectionCount(rows);
  }

  @Override
  public boolean begin(List<String> receipts, Instant end, Runnable reads)
      throws InterruptedException {
    rows.begin(end);
    try {
      return platform
          .runInParallel(List.<Callable<Boolean>>of(() -> claimBatch(receipts), () -> look(reads)))
          .getFirst();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private boolean claimBatch(List<String> receipts) {
    String batch = Hash.of(receipts.stream().sorted().toArray(String[]::new));
    Row claim = rows.row(new Key(batch, "batch"), BATCH_LIFE, Map.of());
    try {
      return rows.write(claim, null) instanceof Table.Write.Done;
    } catch (TableUnavailableException _) {
      return true; // counted; the batch flows
    }
  }

  private boolean look(Runnable reads) {
    try {
      rows.look(reads);
      return true;
    } catch (TableUnavailableException _) {
      return false; // counted; each event asks for itself
    }
  }

  @Override
  public void look(EventKey event, ProfileUpdate update) {
    find(event);
    if (event.anonymousId() != null) {
      known().visitor(event.anonymousId());
    }
    staleWriteGuard.look(update);
  }

  @Override
  public KnownPeople known() {
    return people(rows::read);
  }

  @Override
  public KnownPeople latest() {
    return people(key -> rows.readAgain(List.of(key)).get(key));
  }

  private KnownPeople people(UnitOfWork.Read read) {
    return new KnownPeople() {
      @Override
      public Identity visitor(String anonymousId) {
        return identityLinks.find(anonymousId, read);
      }

      @Override
      public Identity person(String userId) {
        return profileIndex.person(userId, read);
      }
    };
  }

  @Override
  public void learn(@Nullable String anonymousId, Identity who, Instant time) {
    if (anonymousId != null && !who.isNobody()) {
      identityLinks.learn(anonymousId, who, time);
    }
  }

  @Override
  public Claim find(EventKey event) {
    return deliveryRecords.find(event.owner(), event.event());
  }

  @Override
  public Claim claim(EventKey event, String attempt) {
    return deliveryRecords.claim(event.owner(), event.event(), Hash.shortOf(attempt));
  }

  @Override
  public Reservation reserve(ProfileUpdate update) {
    return staleWriteGuard.reserve(update);
  }

  @Override
  public boolean countRejection(String person) {
    return rejectionCount.add(person);
  }

  @Override
  public void endRejections() {
    rejectionCount.end();
  }

  @Override
  public ErasureResult erase(Identity who, @Nullable String anonymousId) {
    List<String> partitions = new ArrayList<>(Partitions.of(who));
    if (anonymousId != null) {
      partitions.add(Partitions.ofAnonymousId(anonymousId));
    }
    try {
      Erasure.run(partitions, rows);
      return ErasureResult.COMPLETE;
    } catch (TableUnavailableException _) {
      return rows.isLate() ? ErasureResult.INCOMPLETE : ErasureResult.UNAVAILABLE;
    }
  }
}
