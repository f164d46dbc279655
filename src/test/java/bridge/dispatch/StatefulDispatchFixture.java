package bridge.dispatch;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTable;
import bridge.fake.FakeTelemetry;
import bridge.queue.MessageAttribute;
import bridge.queue.ReceivedEvent;
import bridge.state.TableStateStore;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An environment with the state table and the real translation, with fakes around them. Events are
/// JSON; what an event lacks of time is taken from the clock.
final class StatefulDispatchFixture {
  static final Duration YEAR = Duration.ofDays(365);

  final FakePlatform platform = new FakePlatform();
  final FakeRegal regal = new FakeRegal(platform);
  final FakeQueue queue = new FakeQueue();
  final FakeQueue deadLetterQueue = new FakeQueue();
  final FakeTable table = new FakeTable(platform);
  final FakeSecret key = new FakeSecret();
  final FakeTelemetry telemetry = new FakeTelemetry();
  private final DispatchSettings settings;
  private Dispatch dispatch;
  private int messages;

  StatefulDispatchFixture() {
    this(false);
  }

  StatefulDispatchFixture(boolean deadLetterOnUnknownOutcome) {
    this.settings = new DispatchSettings(250, 10, Duration.ofHours(4), deadLetterOnUnknownOutcome);
    this.dispatch = createDispatch();
  }

  /// A new environment on the same table.
  void restart() {
    dispatch = createDispatch();
  }

  /// Delivers an event in a new environment, also during a batch.
  void deliverElsewhere(String event) {
    restart();
    try {
      deliver(event);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Dispatch createDispatch() {
    return new Dispatch(
        settings,
        new Translator(TranslationSettings.DEFAULT)::translate,
        new DispatchContext(
            platform,
            telemetry,
            regal,
            key,
            new DispatchContext.Queues("events.fifo", queue, deadLetterQueue),
            new TableStateStore(table, platform, telemetry, YEAR)));
  }

  /// One batch of one person, each event in a message of its own; how many are not done.
  int deliver(String... events) throws InterruptedException {
    List<ReceivedEvent> batch = new ArrayList<>();
    for (String event : events) {
      batch.add(message(event, Map.of()));
    }
    return deliverBatch(batch);
  }

  /// One batch of several people, each event in a message group of its own.
  int deliverEach(String... events) throws InterruptedException {
    List<ReceivedEvent> batch = new ArrayList<>();
    for (String event : events) {
      batch.add(message(event, "group-" + batch.size(), Map.of()));
    }
    return deliverBatch(batch);
  }

  int deliverBatch(List<ReceivedEvent> batch) throws InterruptedException {
    return dispatch.handle(batch, platform.now().plusSeconds(60)).size();
  }

  /// The event as redrive sends it.
  int redrive(String event) throws InterruptedException {
    return deliverBatch(List.of(message(event, Map.of(MessageAttribute.FIRST_SEEN, "1"))));
  }

  ReceivedEvent message(String event, Map<String, String> attributes) {
    return message(event, "group", attributes);
  }

  private ReceivedEvent message(String event, String group, Map<String, String> attributes) {
    String id = "message-" + messages++;
    Instant now = platform.now();
    return new ReceivedEvent(
        id, "receipt of " + id, group, id, now, 1, event, new HashMap<>(attributes));
  }
}
