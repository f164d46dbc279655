package bridge.simulation;

import java.time.Duration;
import java.util.SplittableRandom;

/// What comes in spells: storms at Regal, keys and secrets that rotate, a store that is down.
record Trouble(
    Weather weather,
    KeyStory keys,
    SharedSecretStory signature,
    SharedSecretStory token,
    Timeline<Boolean> secretsDown,
    Timeline<Boolean> tableDown) {
  private static final int STORMS = 12;
  private static final int ROTATIONS = 3;
  private static final int TIMES_DOWN = 4;

  /// Nothing but this weather.
  static Trouble of(Weather weather) {
    return new Trouble(
        weather,
        new KeyStory(),
        new SharedSecretStory("signature"),
        new SharedSecretStory("token"),
        new Timeline<>(false),
        new Timeline<>(false));
  }

  /// All of it, somewhere within the length.
  static Trouble of(long seed, Duration length) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Trouble(
        Weather.of(random.nextLong(), STORMS, length),
        KeyStory.of(random.nextLong(), ROTATIONS, length),
        SharedSecretStory.of("signature", random.nextLong(), length),
        SharedSecretStory.of("token", random.nextLong(), length),
        down(random, length),
        down(random, length));
  }

  private static Timeline<Boolean> down(SplittableRandom random, Duration length) {
    Timeline<Boolean> down = new Timeline<>(false);
    for (int i = 0; i < TIMES_DOWN; i++) {
      long from = random.nextLong(length.toNanos());
      down.from(from, true);
      down.from(from + random.nextLong(Duration.ofMinutes(20).toNanos()), false);
    }
    return down;
  }
}
