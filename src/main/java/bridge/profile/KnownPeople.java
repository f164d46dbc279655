package bridge.profile;

/// What earlier events have said about people.
public interface KnownPeople {
  /// Nobody is known.
  KnownPeople NONE =
      new KnownPeople() {
        @Override
        public Identity visitor(String anonymousId) {
          return Identity.NOBODY;
        }

        @Override
        public Identity person(String userId) {
          return Identity.NOBODY;
        }
      };

  /// The identity of a visitor, nobody if it is not known.
  Identity visitor(String anonymousId);

  /// The phones and e-mails of the person with this userId, nobody if none is known.
  Identity person(String userId);
}
