package bridge.aws;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import bridge.json.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// An HTTP client that sends nothing: it answers the SDK as Secrets Manager and SQS would, so that
/// a rehearsal runs through all of the SDK but the network.
public final class RehearsalHttp implements SdkHttpClient {
  private static final JsonReader JSON = new JsonReader(10);

  private final String secret;
  private final String attributesDigest;

  /// @param secret what GetSecretValue answers
  /// @param attributesDigest SQS's digest of the attributes, the same for every message
  public RehearsalHttp(String secret, String attributesDigest) {
    this.secret = secret;
    this.attributesDigest = attributesDigest;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Prepared(request);
  }

  @Override
  public void close() {}

  private final class Prepared implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;

    Prepared(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
      byte[] answer =
          target.endsWith(".GetSecretValue")
              ? secret.getBytes(StandardCharsets.UTF_8)
              : sent(request.contentStreamProvider().orElseThrow().newStream());
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(200).build())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
          .build();
    }

    @Override
    public void abort() {}
  }

  /// SendMessageBatch's answer: every entry is taken.
  private byte[] sent(InputStream request) throws IOException {
    try {
      Json.Obj batch = (Json.Obj) JSON.read(request.readAllBytes());
      List<Json> taken = new ArrayList<>();
      if (batch.get("Entries") instanceof Json.Arr(List<Json> entries)) {
        entries.forEach(entry -> taken.add(taken((Json.Obj) entry)));
      }
      return JsonWriter.utf8(
          new Json.Obj(
              Map.of("Successful", new Json.Arr(taken), "Failed", new Json.Arr(List.of()))));
    } catch (JsonException e) {
      throw new IllegalStateException("the SDK sent no JSON", e);
    }
  }

  /// The SDK holds SQS's digests to what it sent.
  private Json taken(Json.Obj entry) {
    return new Json.Obj(
        Map.of(
            "Id",
            text(entry, "Id"),
            "MessageId",
            text(entry, "Id"),
            "MD5OfMessageBody",
            new Json.Text(md5(text(entry, "MessageBody").value())),
            "MD5OfMessageAttributes",
            new Json.Text(attributesDigest)));
  }

  private static Json.Text text(Json.Obj object, String name) {
    return object.get(name) instanceof Json.Text text ? text : new Json.Text("");
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
