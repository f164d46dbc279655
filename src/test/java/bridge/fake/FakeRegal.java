package bridge.fake;

import bridge.regal.Delivery;
import bridge.regal.RegalApi;
import bridge.regal.RegalRequest;
import bridge.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Regal by a rule that a test gives, and all it was posted.
public final class FakeRegal implements RegalApi {
  /// One POST: its body, its key, when it came.
  public record Post(String body, String key, long nanos) {}

  private final FakePlatform platform;
  private final List<Post> posts = new ArrayList<>();
  private BiFunction<String, String, Delivery> response = (_, _) -> new Delivery.Accepted(200);

  public FakeRegal(FakePlatform platform) {
    this.platform = platform;
  }

  /// Answers by body and key.
  public void respondWith(BiFunction<String, String, Delivery> response) {
    this.response = response;
  }

  public void respondWith(Delivery delivery) {
    respondWith((_, _) -> delivery);
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    synchronized (this) {
      posts.add(new Post(request.json(), apiKey.value(), platform.nanoTime()));
    }
    return response.apply(request.json(), apiKey.value());
  }

  public synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  /// The bodies since the last call.
  public synchronized List<String> bodies() {
    List<String> bodies = posts.stream().map(Post::body).toList();
    posts.clear();
    return bodies;
  }
}
