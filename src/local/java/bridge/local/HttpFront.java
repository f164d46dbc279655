package bridge.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// An HTTP server for the stand-ins: a virtual thread per request.
public final class HttpFront implements AutoCloseable {
  private final HttpServer server;

  /// @param port 0 for any that is free
  public HttpFront(InetAddress address, int port, HttpHandler handler) throws IOException {
    try {
      this.server = HttpServer.create(new InetSocketAddress(address, port), 0);
    } catch (BindException _) {
      throw new UsageException(
          "Port " + port + " is taken: stop what listens there, or set -Dport.");
    }
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

  public static void answer(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", contentType);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
