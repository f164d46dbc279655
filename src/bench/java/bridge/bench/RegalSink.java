package bridge.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes POSTs as Regal would, as cheaply as a socket can, and records which event came when. It is
/// not the Regal emulator, which adds about 0.15 ms to each POST (0.52 to 0.68 ms with ten at a
/// time), as much as a fifth of the shortest times measured here, and keeps every request.
final class RegalSink implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");
  private static final byte[] RESPONSE =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
          .getBytes(StandardCharsets.UTF_8);

  private final ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
  private final List<Arrival> arrivals = new ArrayList<>();
  private volatile int delayMillis;

  /// @param number of the made event, -1 for any other
  /// @param nanos System.nanoTime of when it came
  record Arrival(long number, long nanos) {}

  RegalSink() throws IOException {
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/events";
  }

  /// From now on each response waits so long.
  void delay(int millis) {
    delayMillis = millis;
  }

  /// How many came since they were last taken.
  synchronized int count() {
    return arrivals.size();
  }

  /// All arrivals since they were last taken, in their order.
  synchronized List<Arrival> takeArrivals() {
    List<Arrival> taken = List.copyOf(arrivals);
    arrivals.clear();
    return taken;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException _) {
      return; // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream(), 16_384);
      OutputStream out = socket.getOutputStream();
      while (!line(in).isEmpty()) { // the request line
        keep(body(in));
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(RESPONSE);
      }
    } catch (IOException _) {
      return; // the other side has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void keep(String body) {
    Matcher number = NUMBER.matcher(body);
    arrivals.add(
        new Arrival(number.find() ? Long.parseLong(number.group(1)) : -1, System.nanoTime()));
  }

  private static String body(InputStream in) throws IOException {
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    byte[] body = new byte[length];
    new DataInputStream(in).readFully(body);
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /// Without its end; empty at the end of the stream.
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
