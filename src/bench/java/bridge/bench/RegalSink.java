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
import org.jspecify.annotations.Nullable;

/// Takes POSTs as Regal would, as cheaply as a socket can, and remembers which event came when: the
/// number that a made event holds, and System.nanoTime, which on Linux all processes share.
///
/// `GET /arrivals` gives them as lines of number and time and forgets them; `PUT /delay` with
/// milliseconds as its body lets each answer wait from then on.
final class RegalSink implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("\"n\":([0-9]+)");

  private final ServerSocket server;
  private final List<String> arrivals = new ArrayList<>();
  private final PauseMonitor pauseMonitor = new PauseMonitor();
  private volatile int delayMillis;

  private record Request(String line, String body) {}

  RegalSink() throws IOException {
    this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
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
      for (Request request = read(in); request != null; request = read(in)) {
        out.write(answer(request).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      return; // the other side has gone
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private String answer(Request request) throws InterruptedException {
    if (request.line.startsWith("POST")) {
      long at = System.nanoTime();
      keep(number(request.body) + " " + at);
      if (delayMillis > 0) {
        Thread.sleep(delayMillis);
      }
      return ok("{}");
    }
    if (request.line.startsWith("PUT")) {
      delayMillis = Integer.parseInt(request.body);
      return ok("");
    }
    if (request.line.contains("/pause")) {
      return ok(Long.toString(pauseMonitor.longest()));
    }
    return ok(request.line.contains("/count") ? Integer.toString(count()) : takeReport());
  }

  private synchronized void keep(String arrival) {
    arrivals.add(arrival);
  }

  private synchronized int count() {
    return arrivals.size();
  }

  private synchronized String takeReport() {
    String taken = String.join("\n", arrivals);
    arrivals.clear();
    return taken;
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static @Nullable Request read(BufferedInputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    byte[] body = new byte[length];
    new DataInputStream(in).readFully(body);
    return new Request(first, new String(body, StandardCharsets.ISO_8859_1));
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

  private static String number(String body) {
    Matcher number = NUMBER.matcher(body);
    return number.find() ? number.group(1) : "-1";
  }
}
