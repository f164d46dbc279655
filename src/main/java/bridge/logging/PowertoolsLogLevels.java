package bridge.logging;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;

/// From which level on there are lines. Powertools finds it by META-INF/services and sets it to
/// `POWERTOOLS_LOG_LEVEL` when it starts.
public final class PowertoolsLogLevels implements LoggingManager {
  private static volatile Level ours = Level.INFO;

  @Override
  public void setLogLevel(Level level) {
    ours = level;
  }

  @Override
  public Level getLogLevel(Logger logger) {
    return of(logger.getName());
  }

  /// Libraries may quote what they were given: they log from WARN on, whatever is set.
  static Level of(String logger) {
    boolean isOurs = logger.equals("bridge") || logger.startsWith("bridge.");
    return isOurs || ours == Level.ERROR ? ours : Level.WARN;
  }
}
