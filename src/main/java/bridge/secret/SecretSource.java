package bridge.secret;

/// The store of one secret. Each call blocks for a network call.
public interface SecretSource {
  Secret fetch() throws SecretUnavailableException;
}
