package bridge.console;

import bridge.json.Json;
import bridge.json.JsonWriter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The stream to one open page: rows that changed, five times a second at most, and once a second
/// the gauges.
final class EventStream {
  private static final Duration BETWEEN = Duration.ofMillis(200);
  private static final int GAUGES_INTERVAL = 5;
  private static final int MAX_ROWS = 2_000;

  private final EventLog eventLog;
  private final ConsoleActions consoleActions;

  EventStream(EventLog eventLog, ConsoleActions consoleActions) {
    this.eventLog = eventLog;
    this.consoleActions = consoleActions;
  }

  /// Runs until the page is closed.
  void stream(HttpExchange exchange) throws IOException {
    HttpReplies.headers(exchange, "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      long version = 0;
      for (long turn = 0; ; turn++) {
        version = rows(out, version);
        if (turn % GAUGES_INTERVAL == 0) {
          event(out, "gauges", gauges());
        }
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      return; // the page is closed
    } finally {
      exchange.close();
    }
  }

  private long rows(OutputStream out, long from) throws IOException {
    EventLog.Changes changes = eventLog.changesAfter(from, MAX_ROWS);
    while (!changes.rows().isEmpty()) {
      JsonBuilder event =
          new JsonBuilder().put("rows", changes.rows()).put("first", changes.first());
      event(out, "rows", event.json());
      changes = eventLog.changesAfter(changes.version(), MAX_ROWS);
    }
    return changes.version();
  }

  private Json gauges() {
    ConsoleActions.Depths depths = consoleActions.depths();
    return eventLog
        .gauges()
        .put(
            "sqs",
            new JsonBuilder()
                .put("visible", depths.visible())
                .put("hidden", depths.hidden())
                .put("deadLetters", depths.deadLetters())
                .json())
        .put("script", consoleActions.hasRegal() ? consoleActions.script() : null)
        .json();
  }

  private static void event(OutputStream out, String name, Json data) throws IOException {
    String text = "event: " + name + "\ndata: " + JsonWriter.text(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
