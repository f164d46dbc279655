package bridge.dispatch;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeRegal;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTable;
import bridge.fake.FakeTelemetry;
import bridge.queue.MessageAttribute;
import bridge.queue.ReceivedEvent;
import bridge.state.StateStore;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An environment with a memory, the real translation, and stand-ins around them. Events are JSON;
/// what an event lacks of time is taken from the clock.
final class StatefulDispatchFixture {
  static final Duration YEAR = Duration.ofDays(365);

  final FakePlatform machine = new FakePlatform();
  final FakeRegal regal = new FakeRegal(machine);
  final FakeQueue rejected = new FakeQueue();
  final FakeTable table = new FakeTable();
  final FakeTelemetry report = new FakeTelemetry();
  private final DispatchSettings settings;
  private Dispatch dispatch;
  private int messages;

  StatefulDispatchFixture() {
    this(false);
  }

  StatefulDispatchFixture(boolean parkWhenUnsure) {
    this.settings = new DispatchSettings(250, 10, Duration.ofHours(4), parkWhenUnsure);
    this.dispatch = environment();
  }

  /// A new environment on the same table.
  void restart() {
    dispatch = environment();
  }

  private Dispatch environment() {
    return new Dispatch(
        settings,
        machine,
        new Translator(TranslationSettings.DEFAULT),
        regal,
        new FakeSecret(),
        new FakeQueue(),
        rejected,
        new StateStore(table, machine, report, YEAR),
        report);
  }

  /// One batch of one person, each event in a message of its own; how many are not done.
  int comes(String... events) throws InterruptedException {
    List<ReceivedEvent> batch = new ArrayList<>();
    for (String event : events) {
      batch.add(message(event, Map.of()));
    }
    return handedOut(batch);
  }

  int handedOut(List<ReceivedEvent> batch) throws InterruptedException {
    return dispatch.unfinished(batch, machine.now().plusSeconds(60)).size();
  }

  /// The event as replay sends it back.
  int isReplayed(String event) throws InterruptedException {
    return handedOut(List.of(message(event, Map.of(MessageAttribute.FIRST_SEEN, "1"))));
  }

  ReceivedEvent message(String event, Map<String, String> attributes) {
    String id = "message-" + messages++;
    Instant now = machine.now();
    return new ReceivedEvent(id, "receipt", "group", id, now, 1, event, new HashMap<>(attributes));
  }
}
