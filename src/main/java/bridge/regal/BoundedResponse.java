package bridge.regal;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/// The kept part of one response: its status as soon as it is known, and the first 8 KB of its
/// body. The rest is not read, and the connection is closed.
final class BoundedResponse implements HttpResponse.BodyHandler<String> {
  private static final int KEPT_BYTES = 8_192;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int status;

  /// The status, 0 until it is known.
  synchronized int status() {
    return status;
  }

  /// The body received so far.
  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  @Override
  public BodySubscriber<String> apply(ResponseInfo info) {
    synchronized (this) {
      status = info.statusCode();
    }
    return new Body();
  }

  /// Whether there is room for more.
  private synchronized boolean append(ByteBuffer bytes) {
    byte[] part = new byte[Math.min(bytes.remaining(), KEPT_BYTES - kept.size())];
    bytes.get(part);
    kept.writeBytes(part);
    return kept.size() < KEPT_BYTES;
  }

  private final class Body implements BodySubscriber<String> {
    private final CompletableFuture<String> whole = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    @Override
    public CompletionStage<String> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      this.subscription = subscription;
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (!append(part) && subscription != null) {
          subscription.cancel();
          whole.complete(text());
          return;
        }
      }
    }

    @Override
    public void onError(Throwable error) {
      whole.complete(text()); // the status is known and decides
    }

    @Override
    public void onComplete() {
      whole.complete(text());
    }
  }
}
