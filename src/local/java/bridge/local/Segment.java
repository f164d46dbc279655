package bridge.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts as Segment does: signed over the event, or over the first of an array, with the token.
final class Segment implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI url;
  private final String secret;
  private final String token;

  Segment(int port, String secret, String token) {
    this.url = URI.create("http://127.0.0.1:" + port + "/segment");
    this.secret = secret;
    this.token = token;
  }

  /// The status answered.
  ///
  /// @param signed the event that the signature is to cover
  int post(String body, String signed) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .header("user-agent", "Segment (Actions)")
            .header("x-signature", hmac(signed))
            .header("x-bridge-token", token)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no HmacSHA1", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
