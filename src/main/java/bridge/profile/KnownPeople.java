package bridge.profile;

/// What earlier events have said about people: nothing, unless a method says otherwise.
public interface KnownPeople {
  /// Nobody is known.
  KnownPeople NONE = new KnownPeople() {};

  /// The identity of a visitor, nobody if it is not known.
  default Identity visitor(String anonymousId) {
    return Identity.NOBODY;
  }

  /// The phones and e-mails of the person with this userId, nobody if none is known.
  default Identity person(String userId) {
    return Identity.NOBODY;
  }
}
