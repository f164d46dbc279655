package bridge.local;

import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/// The functions' own log lines, fields included, as they would stand in CloudWatch.
final class Outcomes extends AbstractAppender {
  private final Consumer<String> lines;

  private Outcomes(Consumer<String> lines) {
    super("outcomes", null, null, true, Property.EMPTY_ARRAY);
    this.lines = lines;
  }

  /// Sends the bridge's lines here instead of to the console.
  static void to(Consumer<String> lines) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    Outcomes appender = new Outcomes(lines);
    appender.start();
    LoggerConfig own = new LoggerConfig("bridge", Level.INFO, false);
    own.addAppender(appender, Level.INFO, null);
    configuration.removeLogger("bridge");
    configuration.addLogger("bridge", own);
    context.updateLoggers();
  }

  @Override
  public void append(LogEvent event) {
    Object[] fields = event.getMessage().getParameters();
    String text = event.getMessage().getFormattedMessage();
    lines.accept(
        String.format("%-9s ", text) + (fields == null || fields.length == 0 ? "" : fields[0]));
  }
}
