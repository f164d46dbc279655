package bridge.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Posts as Segment does: signed over the event, or over the first of an array, with the token.
public final class SegmentSender implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;
  private final String secret;
  private final String token;

  public SegmentSender(int port, String secret, String token) {
    this.url = URI.create("http://127.0.0.1:" + port + "/segment");
    this.secret = secret;
    this.token = token;
  }

  /// The status answered.
  ///
  /// @param signed the event that the signature is to cover
  public int post(String body, String signed) throws IOException, InterruptedException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return post(bytes, SegmentSigner.sign(signed, secret), token).statusCode();
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
            .header("content-type", "application/json")
            .header("user-agent", "Segment (Actions)");
    if (signature != null) {
      request.header("x-signature", signature);
    }
    if (bridgeToken != null) {
      request.header("x-bridge-token", bridgeToken);
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
