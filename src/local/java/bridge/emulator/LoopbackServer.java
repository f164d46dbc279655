package bridge.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// An HTTP server for the emulators: one virtual thread per request.
public final class LoopbackServer implements AutoCloseable {
  static {
    // Else the second segment of an answer waits for the client's acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;

  /// Binds the port and serves.
  ///
  /// @param port 0 for any that is free
  public LoopbackServer(InetAddress address, int port, HttpHandler handler) throws IOException {
    this(address, port);
    serve(handler);
  }

  /// Binds the port; serves from [#serve] on.
  ///
  /// @param port 0 for any that is free
  public LoopbackServer(InetAddress address, int port) throws IOException {
    try {
      this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (SocketException e) {
      throw new UsageException(
          "Cannot listen at %s, port %s (%s): stop what listens there, or set another -Dport."
              .formatted(address.getHostAddress(), port, e.getMessage()));
    }
  }

  public void serve(HttpHandler handler) {
    server.createContext("/", handler);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  public static void respond(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", contentType);
    boolean hasBody = bytes.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, hasBody ? bytes.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }
}
