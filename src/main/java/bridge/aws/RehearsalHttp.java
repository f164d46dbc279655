package bridge.aws;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// An HTTP client that sends nothing: it answers the SDK as AWS would, so that a rehearsal runs
/// through all of the SDK but the network.
public final class RehearsalHttp implements SdkHttpClient {
  private final String secret;
  private final String sent;

  /// @param secret what GetSecretValue answers
  /// @param sent what SendMessageBatch answers
  public RehearsalHttp(String secret, String sent) {
    this.secret = secret;
    this.sent = sent;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    String body = target.endsWith(".GetSecretValue") ? secret : sent;
    return new Answered(body);
  }

  @Override
  public void close() {}

  private record Answered(String body) implements ExecutableHttpRequest {
    @Override
    public HttpExecuteResponse call() {
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(200).build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
          .build();
    }

    @Override
    public void abort() {}
  }
}
