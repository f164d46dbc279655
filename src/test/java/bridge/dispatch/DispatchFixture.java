package bridge.dispatch;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTelemetry;
import bridge.platform.Platform;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.regal.RegalRequest;
import bridge.translate.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// One environment with stand-ins around it. An event's id is its person's letter and a number:
/// `a1` is the first event of person a; its body is its id. A translation is scripted by body.
final class DispatchFixture {
  final FakePlatform machine = new FakePlatform();
  final FakeRegal regal = new FakeRegal(machine);
  final FakeQueue events = new FakeQueue();
  final FakeQueue rejected = new FakeQueue();
  final FakeSecret key = new FakeSecret();
  final FakeTelemetry report = new FakeTelemetry();
  private final DispatchSettings settings;
  private Dispatch dispatch;

  DispatchFixture() {
    this(new DispatchSettings(250, 10, Duration.ofHours(4), false));
  }

  DispatchFixture(DispatchSettings settings) {
    this.settings = settings;
    this.dispatch = environment(DispatchFixture::translation);
  }

  /// A new environment on the same queues.
  void restart() {
    dispatch = environment(DispatchFixture::translation);
  }

  void translates(BiFunction<String, Instant, Translation> translate) {
    dispatch = environment(translate);
  }

  private Dispatch environment(BiFunction<String, Instant, Translation> translate) {
    return on(machine, translate);
  }

  Dispatch on(Platform other, BiFunction<String, Instant, Translation> translate) {
    return new Dispatch(
        settings,
        other,
        (event, arrival, _) -> translate.apply(event, arrival),
        regal,
        key,
        events,
        rejected,
        null,
        report);
  }

  /// One invocation of 60 s with fresh messages.
  List<String> batch(String... ids) throws InterruptedException {
    return batchAged(Duration.ZERO, ids);
  }

  List<String> batchAged(Duration age, String... ids) throws InterruptedException {
    return batch(Duration.ofSeconds(60), Stream.of(ids).map(id -> message(id, age)).toList());
  }

  List<String> batch(Duration time, List<ReceivedEvent> messages) throws InterruptedException {
    return dispatch.unfinished(messages, machine.now().plus(time));
  }

  ReceivedEvent message(String id, Duration age) {
    return message(id, age, Map.of());
  }

  ReceivedEvent message(String id, Duration age, Map<String, String> attributes) {
    Instant sentAt = machine.now().minus(age);
    String person = "group-" + id.replaceAll("[0-9]+$", "");
    return new ReceivedEvent(id, "receipt-" + id, person, "10" + id, sentAt, 1, id, attributes);
  }

  /// Bodies say what they become: skip, park, or else are sent as they are, `profile...` unnamed.
  static Translation translation(String body, Instant arrival) {
    if (body.startsWith("skip")) {
      return new Translation.Skip(Reason.GROUP, List.of());
    }
    if (body.startsWith("poison")) {
      return new Translation.Park(Reason.INVALID_TYPE, List.of());
    }
    boolean isNamed = !body.startsWith("profile");
    return new Translation.Send(new RegalRequest(body, isNamed), List.of());
  }
}
