package bridge.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Posts webhook requests over one connection that stays open, as cheaply as a socket can.
final class RawHttpSender implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  RawHttpSender(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /// The status answered.
  int post(List<String> events) throws IOException {
    return post(events, Webhooks.signature(events));
  }

  int post(List<String> events, String signature) throws IOException {
    byte[] body = Webhooks.body(events).getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST /segment HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        User-Agent: Segment (Actions)\r
        X-Signature: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(signature, body.length);
    byte[] request = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(StandardCharsets.UTF_8), 0, request, 0, head.length());
    System.arraycopy(body, 0, request, head.length(), body.length);
    out.write(request);
    return status();
  }

  private int status() throws IOException {
    String first = line();
    int length = 0;
    boolean isChunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      isChunked |= lower.startsWith("transfer-encoding: chunked");
    }
    if (isChunked) {
      while (!line().equals("0")) {} // answers of peers are empty
      line();
    }
    in.skipNBytes(length);
    return Integer.parseInt(first.substring(9, 12));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    if (c < 0) {
      throw new IOException("the other side has gone");
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
