package bridge.logging;

import org.slf4j.Logger;
import org.slf4j.event.Level;
import software.amazon.lambda.powertools.logging.internal.LoggingManager;

/// The log level. Powertools finds this class by META-INF/services and sets the level to
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

  /// Libraries may quote their input, so they log from WARN on at every setting.
  static Level of(String logger) {
    boolean isOurs = logger.equals("bridge") || logger.startsWith("bridge.");
    return isOurs || ours == Level.ERROR ? ours : Level.WARN;
  }
}
