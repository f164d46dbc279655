package bridge.local;

import bridge.console.Journal;
import bridge.console.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.jspecify.annotations.Nullable;

/// The functions' own log lines, fields included, as they would stand in CloudWatch.
final class Outcomes extends AbstractAppender {
  /// Names and values are codes, numbers and hashes: none holds a comma.
  private static final Pattern FIELD = Pattern.compile("(\\w+)=([^,}]*)");

  private final Consumer<String> lines;
  private final @Nullable Journal journal;

  private Outcomes(Consumer<String> lines, @Nullable Journal journal) {
    super("outcomes", null, null, true, Property.EMPTY_ARRAY);
    this.lines = lines;
    this.journal = journal;
  }

  /// Sends the bridge's lines here instead of to the console.
  static void to(Consumer<String> lines) {
    to(lines, null);
  }

  /// The same, and tells the journal.
  static void to(Consumer<String> lines, @Nullable Journal journal) {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    Outcomes appender = new Outcomes(lines, journal);
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
    String values = fields == null || fields.length == 0 ? "" : String.valueOf(fields[0]);
    if (journal != null) {
      Map<String, String> named = new HashMap<>();
      Matcher field = FIELD.matcher(values);
      while (field.find()) {
        named.put(field.group(1), field.group(2));
      }
      journal.line(text, named, Place.current());
    }
    lines.accept(String.format("%-9s ", text) + values);
  }
}
