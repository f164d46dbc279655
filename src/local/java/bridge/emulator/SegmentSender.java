package bridge.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Posts as Segment does: signed over the event, or over the first of an array, with the token.
public final class SegmentSender implements AutoCloseable {
  /// Longer than API Gateway waits for the function.
  private static final Duration TIMEOUT = Duration.ofSeconds(35);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;
  private final String secret;
  private final String token;
  private final @Nullable String queue;

  public SegmentSender(int port, String secret, String token) {
    this(URI.create("http://127.0.0.1:" + port + "/segment"), secret, token, null);
  }

  /// @param queue of the header `X-Bridge-Queue`, null for none
  public SegmentSender(URI url, String secret, String token, @Nullable String queue) {
    this.url = url;
    this.secret = secret;
    this.token = token;
    this.queue = queue;
  }

  /// The status answered.
  ///
  /// @param signed the event that the signature is to cover
  public int post(String body, String signed) throws IOException, InterruptedException {
    byte[] first = signed.getBytes(StandardCharsets.UTF_8);
    return post(body.getBytes(StandardCharsets.UTF_8), first).statusCode();
  }

  /// The answer.
  ///
  /// @param signed the event that the signature is to cover
  public HttpResponse<String> post(byte[] body, byte[] signed)
      throws IOException, InterruptedException {
    return post(body, SegmentSigner.sign(signed, secret), token);
  }

  /// The answer.
  ///
  /// @param signature null for none
  /// @param bridgeToken null for none
  public HttpResponse<String> post(
      byte[] body, @Nullable String signature, @Nullable String bridgeToken)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .header("user-agent", "Segment (Actions)");
    if (signature != null) {
      request.header("x-signature", signature);
    }
    if (bridgeToken != null) {
      request.header("x-bridge-token", bridgeToken);
    }
    if (queue != null) {
      request.header("x-bridge-queue", queue);
    }
    return client.send(
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
