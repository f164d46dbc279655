package bridge.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// The page's own files, read on every request, so that a change needs no restart.
public final class Pages {
  static final Path FOLDER = Path.of("src/local/web");

  private static final Pattern NAME = Pattern.compile("[a-z]+\\.(html|css|js|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private Pages() {}

  public static void respond(HttpExchange exchange, String name) throws IOException {
    Path file = FOLDER.resolve(name);
    if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
      HttpReplies.message(exchange, 404, "There is no such file in " + FOLDER + ".");
      return;
    }
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
    HttpReplies.bytes(exchange, 200, type, Files.readAllBytes(file));
  }
}
