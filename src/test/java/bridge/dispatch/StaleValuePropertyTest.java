package bridge.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.FakePlatform;
import bridge.fake.FakeQueue;
import bridge.fake.FakeSecret;
import bridge.fake.FakeTable;
import bridge.fake.FakeTelemetry;
import bridge.json.Json;
import bridge.queue.MessageAttribute;
import bridge.queue.QueuedEvent;
import bridge.queue.ReceivedEvent;
import bridge.queue.SendResult;
import bridge.regal.Delivery;
import bridge.segment.EventTime;
import bridge.state.TableStateStore;
import bridge.translate.TranslationSettings;
import bridge.translate.Translator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// For any interleaving of late, repeated and redriven identifies on two queues, with responses of
/// Regal's lost and processes that die: the value of each trait at Regal ends as the newest by
/// event time, and no consent is raised again. One exception is left: an event of unknown outcome
/// may say its own yes again, though the person opted out at Regal meanwhile.
@Execution(ExecutionMode.CONCURRENT)
class StaleValuePropertyTest {
  private static final int RUNS = Integer.getInteger("runs", 40);
  private static final int EVENTS = 60;

  @Test
  void theNewestValueWinsAndNoConsentIsRevived() throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      new Run(seed, true).run();
    }
  }

  @Test
  void noOlderValueIsSetOverANewerOneThoughIdentifiersComeTogetherLate() throws Exception {
    for (int seed = 0; seed < RUNS; seed++) {
      new Run(seed, false).run();
    }
  }

  /// An identify of one person.
  private record Event(
      int person, Instant at, Map<String, Integer> traits, @Nullable Choice choice, String json) {}

  private record Choice(boolean isYes, Instant at) {}

  /// One message on a queue.
  private record PendingMessage(String json, String group, Map<String, String> attributes) {}

  private static final class Run {
    private static final int PEOPLE = 3;
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private final int seed;
    private final Random random;
    private final boolean areKnown;
    private final FakePlatform platform = new FakePlatform();
    private final FakeTable table = new FakeTable(platform);
    private final FakeTelemetry telemetry = new FakeTelemetry();
    private final RegalProfileModel regal = new RegalProfileModel();
    private final List<Event> events = new ArrayList<>();
    private final List<PendingMessage> pending = new ArrayList<>();
    private final Set<String> maybeReceived = new HashSet<>();
    private final FakeQueue deadLetterQueue = new FakeQueue();
    private final Dispatch[] environments = new Dispatch[2];
    private int messages;
    private int depth;
    private boolean isCalm;

    Run(int seed, boolean areKnown) {
      this.seed = seed;
      this.random = new Random(seed);
      this.areKnown = areKnown;
      deadLetterQueue.setScript((_, event) -> requeue(event));
      environments[0] = createDispatch();
      environments[1] = createDispatch();
    }

    private Dispatch createDispatch() {
      return new Dispatch(
          new DispatchSettings(1_000, 1, Duration.ofHours(4), false),
          new Translator(TranslationSettings.DEFAULT)::translate,
          new DispatchContext(
              platform,
              telemetry,
              (request, _, _) -> respond(request.json()),
              new FakeSecret(),
              new DispatchContext.Queues("events.fifo", new FakeQueue(), deadLetterQueue),
              new TableStateStore(table, platform, telemetry, Duration.ofDays(365))));
    }

    void run() throws Exception {
      if (areKnown) {
        isCalm = true;
        for (int person = 0; person < PEOPLE; person++) {
          add(event(person, START, 7, Map.of(), null));
        }
        while (!pending.isEmpty()) {
          step(0);
        }
        isCalm = false;
      }
      for (int i = 0; i < EVENTS; i++) {
        add(randomEvent());
      }
      while (!pending.isEmpty()) {
        if (random.nextInt(5) == 0 && !isCalm) {
          pending.add(random(pending)); // Segment sends again
        }
        if (random.nextInt(10) == 0) {
          regal.stop(phone(random.nextInt(PEOPLE)), "smsOptIn");
        }
        if (random.nextInt(20) == 0) {
          environments[random.nextInt(2)] = createDispatch();
        }
        isCalm = messages > 40 * EVENTS;
        platform.advance(Duration.ofSeconds(random.nextInt(400)));
        step(random.nextInt(2));
      }
      check();
    }

    private void step(int index) throws InterruptedException {
      PendingMessage next = pending.remove(random.nextInt(pending.size()));
      Instant now = platform.now();
      String id = "message-" + messages++;
      var message =
          new ReceivedEvent(id, "r" + id, next.group(), id, now, 1, next.json(), next.attributes());
      if (!environments[index].handle(List.of(message), now.plusSeconds(60)).isEmpty()) {
        pending.add(next);
      }
    }

    /// Regal's response; until it comes, the other queue may go on.
    private Delivery respond(String body) throws InterruptedException {
      int fate = isCalm ? 0 : random.nextInt(20);
      if (!areKnown && (fate == 13 || fate == 17)) {
        fate = 0; // which profile Regal made of it would be a guess
      }
      boolean isBefore = random.nextBoolean();
      boolean isReceived = fate != 14 && fate != 15 && fate != 16 && fate != 18;
      String event = body.replaceAll(".*originalTimestamp", "");
      boolean isDuplicate = maybeReceived.contains(event);
      if (fate == 13 || fate == 17) {
        maybeReceived.add(event);
      }
      if (isReceived && isBefore) {
        regal.receive(body, isDuplicate);
      }
      if (depth == 0 && !pending.isEmpty() && random.nextInt(3) == 0) {
        depth++;
        step(1);
        depth--;
      }
      if (isReceived && !isBefore) {
        regal.receive(body, isDuplicate);
      }
      return switch (fate) {
        case 13 -> new Delivery.Unknown("read_timeout");
        case 14 -> new Delivery.Unknown("reset");
        case 15 -> new Delivery.Unavailable("http_503");
        case 16 -> new Delivery.Refused(400, "");
        case 17 -> throw new IllegalStateException("the process dies having posted");
        case 18 -> throw new IllegalStateException("the process dies before");
        default -> new Delivery.Accepted(200);
      };
    }

    /// A dead letter is redriven some time later.
    private SendResult requeue(QueuedEvent deadLetter) {
      String group = deadLetter.attributes().getOrDefault(MessageAttribute.GROUP, "");
      pending.add(
          new PendingMessage(deadLetter.body(), group, Map.of(MessageAttribute.FIRST_SEEN, "1")));
      return SendResult.CONFIRMED;
    }

    private void add(Event event) {
      events.add(event);
      pending.add(new PendingMessage(event.json(), "group-" + event.json().hashCode(), Map.of()));
    }

    private Event randomEvent() {
      int person = random.nextInt(PEOPLE);
      Instant at = START.plusSeconds(3_600 + random.nextInt(2_000));
      Map<String, Integer> traits = new HashMap<>();
      for (String name : List.of("plan", "city", "firstName")) {
        if (random.nextBoolean()) {
          traits.put(name, random.nextInt(1_000_000));
        }
      }
      Instant consentTime = START.plusSeconds(3_600 + random.nextInt(20) * 100L);
      Choice choice =
          random.nextInt(3) == 0 ? new Choice(random.nextBoolean(), min(consentTime, at)) : null;
      return event(person, at, 1 + random.nextInt(7), traits, choice);
    }

    /// @param named which identifiers it names: 1 the phone, 2 the e-mail, 4 the userId
    private Event event(
        int person, Instant at, int named, Map<String, Integer> traits, @Nullable Choice choice) {
      List<String> members = new ArrayList<>();
      traits.forEach((name, value) -> members.add("\"%s\":\"%d\"".formatted(name, value)));
      if ((named & 1) != 0 || choice != null) {
        members.add("\"phones\":[\"%s\"]".formatted(phone(person)));
      }
      if ((named & 2) != 0) {
        members.add("\"emails\":[\"p%d@example.com\"]".formatted(person));
      }
      if (choice != null) {
        members.add(
            "\"optIn\":{\"channel\":\"sms\",\"subscribed\":%s,\"timestamp\":\"%s\"}"
                .formatted(choice.isYes(), EventTime.text(choice.at())));
      }
      String userId = (named & 4) == 0 ? "" : "\"userId\":\"p%d\",".formatted(person);
      String json =
          "{\"type\":\"identify\",%s\"traits\":{%s},\"timestamp\":\"%s\"}"
              .formatted(userId, String.join(",", members), EventTime.text(at));
      return new Event(person, at, traits, choice, json);
    }

    private void check() {
      assertThat(regal.complaints()).as("seed %d", seed).isEmpty();
      if (!areKnown) {
        return;
      }
      for (int person = 0; person < PEOPLE; person++) {
        for (String name : List.of("plan", "city", "firstName")) {
          value(person, name);
        }
        consent(person);
      }
    }

    private void value(int person, String name) {
      List<Event> setting =
          events.stream().filter(e -> e.person() == person && e.traits.containsKey(name)).toList();
      Instant newest = setting.stream().map(Event::at).max(Instant::compareTo).orElse(null);
      RegalProfileModel.Value value = regal.value("phone " + phone(person), name);
      if (newest == null) {
        assertThat(value).isNull();
        return;
      }
      List<Json> allowed = new ArrayList<>();
      for (Event event : setting) {
        if (event.at().equals(newest)) {
          allowed.add(new Json.Text(String.valueOf(event.traits().get(name))));
        }
      }
      assertThat(allowed)
          .as("seed %d, person %d, %s", seed, person, name)
          .contains(value == null ? new Json.Null() : value.value());
    }

    /// The newest choice was said, or a no after it that came late and was said with its arrival.
    private void consent(int person) {
      Instant newest =
          events.stream()
              .filter(e -> e.person() == person && e.choice() != null)
              .map(e -> e.choice().at())
              .max(Instant::compareTo)
              .orElse(null);
      Instant said = regal.newestConsent(phone(person), "smsOptIn");

      if (newest == null || said == null || said.isBefore(newest)) {
        assertThat(said).as("seed %d, person %d", seed, person).isEqualTo(newest);
      } else if (said.isAfter(newest)) {
        assertThat(regal.isOptedIn(phone(person), "smsOptIn"))
            .as("seed %d, person %d", seed, person)
            .isFalse();
      }
    }

    private static Instant min(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }

    private static String phone(int person) {
      return "+1212555013" + person;
    }

    private <T> T random(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
