package bridge.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A server on 127.0.0.1 that sends exactly the bytes a test gives it, and keeps what it received.
public final class RawServer implements AutoCloseable {
  /// What one connection does once it has heard a request's first bytes.
  public interface Talk {
    void talk(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<String> requests = new ArrayList<>();
  private final Talk talk;

  public RawServer(Talk talk) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    this.talk = talk;
    Thread.startVirtualThread(this::accept);
  }

  /// Answers every request with these lines and hangs up.
  public static RawServer withResponse(String response) throws IOException {
    return new RawServer(
        socket ->
            socket
                .getOutputStream()
                .write(response.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
  }

  public URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/events");
  }

  /// The requests heard so far, ISO-8859-1, as far as they came in the first pieces.
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] piece = new byte[65_536];
      do {
        int length = socket.getInputStream().read(piece);
        if (length < 0) {
          return;
        }
        bytes.write(piece, 0, length);
      } while (isOnlyHead(bytes.toString(StandardCharsets.ISO_8859_1)));
      synchronized (this) {
        requests.add(bytes.toString(StandardCharsets.ISO_8859_1));
      }
      talk.talk(socket);
    } catch (IOException | InterruptedException _) {
      // The client has gone.
    }
  }

  private static boolean isOnlyHead(String request) {
    return request.startsWith("POST") && !request.endsWith("}");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
