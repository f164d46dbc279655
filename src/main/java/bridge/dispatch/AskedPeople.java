package bridge.dispatch;

import bridge.profile.Identity;
import bridge.profile.KnownPeople;

/// What is known of people, and whether a translation has asked for it. One that has not is the
/// same at any time.
final class AskedPeople implements KnownPeople {
  private final KnownPeople known;
  private boolean isAsked;

  AskedPeople(KnownPeople known) {
    this.known = known;
  }

  @Override
  public Identity visitor(String anonymousId) {
    isAsked = true;
    return known.visitor(anonymousId);
  }

  @Override
  public Identity person(String userId) {
    isAsked = true;
    return known.person(userId);
  }

  boolean isAsked() {
    return isAsked;
  }
}
