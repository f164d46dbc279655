package bridge.logging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// A logger that writes each line to standard output in one piece: Lambda treats a write as a line.
final class JsonLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1;

  JsonLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return isLogged(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isLogged(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isLogged(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isLogged(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isLogged(Level.ERROR);
  }

  private boolean isLogged(Level level) {
    return level.toInt() >= PowertoolsLogLevels.of(name).toInt();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null; // lines do not name their place in the code
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    String line =
        JsonLogLine.of(
            Instant.now(),
            level,
            MessageFormatter.basicArrayFormat(pattern, arguments),
            thrown,
            context == null ? Map.of() : context,
            arguments == null ? new Object[0] : arguments);
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
