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

  private final FakePlatform machine;
  private final List<Post> posts = new ArrayList<>();
  private BiFunction<String, String, Delivery> answer = (_, _) -> new Delivery.Accepted(200);

  public FakeRegal(FakePlatform machine) {
    this.machine = machine;
  }

  /// Answers by body and key.
  public void answers(BiFunction<String, String, Delivery> answer) {
    this.answer = answer;
  }

  public void answers(Delivery delivery) {
    answers((_, _) -> delivery);
  }

  @Override
  public Delivery post(RegalRequest request, Secret apiKey, Duration timeout) {
    synchronized (this) {
      posts.add(new Post(request.json(), apiKey.value(), machine.nanoTime()));
    }
    return answer.apply(request.json(), apiKey.value());
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
