package bridge.state;

import bridge.profile.Consent;
import bridge.profile.Identity;
import bridge.profile.KnownPeople;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// No state table: every query behaves as if the table were empty.
final class NoStateStore implements StateStore {
  @Override
  public void learn(@Nullable String anonymousId, Identity who, Instant time) {}

  @Override
  public boolean begin(List<String> receipts, Runnable reads) {
    return true;
  }

  @Override
  public void look(EventKey event, ProfileUpdate update) {}

  @Override
  public KnownPeople latest() {
    return KnownPeople.NONE;
  }

  @Override
  public Claim find(EventKey event) {
    return new Claim(Claim.Found.NONE, null, new Key("", ""), null);
  }

  @Override
  public Claim claim(EventKey event, String attempt) {
    return find(event);
  }

  @Override
  public Reservation reserve(ProfileUpdate update) {
    return new NoReservation();
  }

  @Override
  public boolean erase(Identity who, @Nullable String anonymousId) {
    return true;
  }

  private record NoReservation() implements Reservation {
    @Override
    public boolean isBusy() {
      return false;
    }

    @Override
    public boolean isSure() {
      return true;
    }

    @Override
    public Set<String> stale() {
      return Set.of();
    }

    @Override
    public Map<Consent, ConsentDecision> consents() {
      return Map.of();
    }

    @Override
    public void commit() {}

    @Override
    public void release() {}

    @Override
    public void keep() {}
  }
}
