package bridge.fake;

import bridge.secret.Secret;
import bridge.secret.SecretSource;
import bridge.secret.SecretUnavailableException;

/// A store of one secret that a test can change and take down.
public final class FakeSecret implements SecretSource {
  private Secret value;
  private boolean isDown;
  private int fetches;

  public FakeSecret() {
    this("key1");
  }

  public FakeSecret(String value) {
    this.value = new Secret(value);
  }

  public void setValue(String value) {
    this.value = new Secret(value);
  }

  public void setDown(boolean isDown) {
    this.isDown = isDown;
  }

  public int fetches() {
    return fetches;
  }

  @Override
  public Secret fetch() throws SecretUnavailableException {
    fetches++;
    if (isDown) {
      throw new SecretUnavailableException("down");
    }
    return value;
  }
}
