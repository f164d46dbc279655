package bridge.dispatch;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTelemetry;
import bridge.json.Json;
import bridge.platform.Platform;
import bridge.queue.Reason;
import bridge.queue.ReceivedEvent;
import bridge.regal.RegalRequest;
import bridge.state.StateStore;
import bridge.translate.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// One environment with fakes around it. An event's id is its person's letter and a number: `a1` is
/// the first event of person a; its body is its id. A translation is scripted by body.
final class DispatchFixture {
  final FakePlatform platform = new FakePlatform();
  final FakeRegal regal = new FakeRegal(platform);
  final FakeQueue events = new FakeQueue();
  final FakeQueue deadLetterQueue = new FakeQueue();
  final FakeSecret key = new FakeSecret();
  final FakeTelemetry telemetry = new FakeTelemetry();
  private final DispatchSettings settings;
  private Dispatch dispatch;

  DispatchFixture() {
    this(new DispatchSettings(250, 10, Duration.ofHours(4), false));
  }

  DispatchFixture(DispatchSettings settings) {
    this.settings = settings;
    this.dispatch = createDispatch(DispatchFixture::translation);
  }

  /// A new environment on the same queues.
  void restart() {
    dispatch = createDispatch(DispatchFixture::translation);
  }

  void setTranslation(BiFunction<String, Instant, Translation> translate) {
    dispatch = createDispatch(translate);
  }

  private Dispatch createDispatch(BiFunction<String, Instant, Translation> translate) {
    return dispatchOn(platform, translate);
  }

  Dispatch dispatchOn(Platform other, BiFunction<String, Instant, Translation> translate) {
    return new Dispatch(
        settings,
        (event, arrival, _) -> translate.apply(event, arrival),
        new DispatchContext(
            other,
            telemetry,
            regal,
            key,
            new DispatchContext.Queues("events.fifo", events, deadLetterQueue),
            StateStore.NONE));
  }

  /// One invocation of 60 s with fresh messages.
  List<String> deliver(String... ids) throws InterruptedException {
    return deliverAged(Duration.ZERO, ids);
  }

  List<String> deliverAged(Duration age, String... ids) throws InterruptedException {
    return deliver(Duration.ofSeconds(60), Stream.of(ids).map(id -> message(id, age)).toList());
  }

  List<String> deliver(Duration time, List<ReceivedEvent> messages) throws InterruptedException {
    return dispatch.handle(messages, platform.now().plus(time));
  }

  ReceivedEvent message(String id, Duration age) {
    return message(id, age, Map.of());
  }

  ReceivedEvent message(String id, Duration age, Map<String, String> attributes) {
    Instant sentAt = platform.now().minus(age);
    String person = "group-" + id.replaceAll("[0-9]+$", "");
    return new ReceivedEvent(id, "receipt-" + id, person, "10" + id, sentAt, 1, id, attributes);
  }

  /// Bodies say what they become: skip, park, or else are sent as they are, `profile...` unnamed.
  static Translation translation(String body, Instant arrival) {
    if (body.startsWith("skip")) {
      return new Translation.Skip(Reason.GROUP, List.of());
    }
    if (body.startsWith("poison")) {
      return new Translation.DeadLetter(Reason.INVALID_TYPE, List.of());
    }
    Json name = new Json.Text("A");
    var object = new Json.Obj(body.startsWith("profile") ? Map.of() : Map.of("name", name));
    return new Translation.Send(new RegalRequest(object, body), List.of());
  }
}
