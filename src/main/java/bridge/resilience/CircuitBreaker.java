package bridge.resilience;

import bridge.platform.Platform;
import bridge.telemetry.Metric;
import bridge.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The circuit breaker of one environment: closed, or open with probes. It counts people, not
/// attempts, and one accepted event of any person closes it. It never blocks.
public final class CircuitBreaker {
  /// Why the breaker is open.
  enum Cause {
    FAILURES(Metric.BREAKER_OPEN, Duration.ofSeconds(5)),
    REJECTIONS(Metric.REJECTION_SPIKE, Duration.ofSeconds(5)),
    CREDENTIALS(Metric.CREDENTIALS_REJECTED, Duration.ofMinutes(1)),
    ENDPOINT(Metric.ENDPOINT_REJECTED, Duration.ofMinutes(1));

    private final Metric metric;
    private final Duration betweenProbes;

    Cause(Metric metric, Duration betweenProbes) {
      this.metric = metric;
      this.betweenProbes = betweenProbes;
    }
  }

  /// The next probe: whose event, and after how long.
  public record Probe(String person, Duration after) {}

  /// The effect of an accepted event.
  ///
  /// @param isClosed whether the breaker was open until now
  /// @param accused message ids whose failure is now known to be their own fault
  public record Passed(boolean isClosed, List<String> accused) {}

  private static final int FAILING_PEOPLE_TO_OPEN = 5;

  /// The person who failed last probes again only if no other person has come for this long.
  private static final Duration SAME_PERSON_INTERVAL = Duration.ofMinutes(1);

  /// People kept for the order of probes; beyond, the oldest count as never tried.
  private static final int MAX_PEOPLE = 10_000;

  private final Platform platform;
  private final Telemetry telemetry;
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private final Set<String> failing = new LinkedHashSet<>();
  private final SequencedSet<String> tried = new LinkedHashSet<>();
  private final RejectionSpike rejections = new RejectionSpike();
  private final SuspectEvents keySuspects = new SuspectEvents();
  private final SuspectEvents endpointSuspects = new SuspectEvents();
  private long probeAt;

  public CircuitBreaker(Platform platform, Telemetry telemetry) {
    this.platform = platform;
    this.telemetry = telemetry;
  }

  public synchronized boolean isOpen() {
    return !causes.isEmpty();
  }

  /// Whether delivery is suspended for the API key or the endpoint, so that no event can succeed
  /// before somebody acts.
  public synchronized boolean isPaused() {
    return causes.contains(Cause.CREDENTIALS) || causes.contains(Cause.ENDPOINT);
  }

  /// The next probe among these people: a person never tried comes first, then the one tried
  /// longest ago; null if the collection is empty.
  public synchronized @Nullable Probe nextProbe(Collection<String> people) {
    Duration in = Duration.ofNanos(probeAt - platform.nanoTime());
    for (String person : people) {
      if (!tried.contains(person)) {
        return new Probe(person, in);
      }
    }
    for (String person : tried) {
      if (people.contains(person)) {
        return new Probe(
            person, person.equals(tried.getLast()) ? in.plus(SAME_PERSON_INTERVAL) : in);
      }
    }
    return null;
  }

  /// Records that a probe begins: the next one is due an interval later.
  public synchronized void recordProbe(String person) {
    recordTried(person);
    probeAt = platform.nanoTime() + interval().toNanos();
  }

  public synchronized Passed recordAccepted(String person) {
    boolean closed = isOpen();
    List<String> accused = new ArrayList<>(keySuspects.takeOthers(person));
    accused.addAll(endpointSuspects.takeOthers(person));
    causes.clear();
    failing.clear();
    tried.clear();
    rejections.clear();
    if (closed) {
      telemetry.log("breaker_closed", Map.of());
    }
    return new Passed(closed, accused);
  }

  /// For Suspect, Unavailable and Unknown.
  public synchronized void recordFailure(String person) {
    recordTried(person);
    if (!causes.contains(Cause.FAILURES)) {
      failing.add(person);
      if (failing.size() >= FAILING_PEOPLE_TO_OPEN) {
        open(Cause.FAILURES);
      }
    }
  }

  /// Returns whether a rejection spike was already on, so that the event may not be at fault.
  ///
  /// @param isKnown whether other environments know of one
  public synchronized boolean recordRejection(String person, boolean isKnown) {
    boolean wasOn = isKnown || causes.contains(Cause.REJECTIONS);
    failing.remove(person);
    if (rejections.record(person) || isKnown) {
      recordTried(person);
      open(Cause.REJECTIONS);
    }
    return wasOn;
  }

  public synchronized void recordUnauthorised(String person, String messageId) {
    recordTried(person);
    if (!causes.contains(Cause.CREDENTIALS) && keySuspects.record(person, messageId)) {
      open(Cause.CREDENTIALS);
    }
  }

  /// There is no key, so no event can be posted.
  public synchronized void recordMissingKey(String person) {
    recordTried(person);
    open(Cause.CREDENTIALS);
  }

  public synchronized void recordMisdirected(String person, String messageId) {
    recordTried(person);
    if (!causes.contains(Cause.ENDPOINT) && endpointSuspects.record(person, messageId)) {
      open(Cause.ENDPOINT);
    }
  }

  /// Counts each cause for which it is open, so that an alarm lasts as long as the cause.
  public synchronized void countOpenCauses() {
    causes.forEach(cause -> telemetry.count(cause.metric, 1));
  }

  private void open(Cause cause) {
    // Earlier suspicions are explained by the cause: no event is at fault.
    keySuspects.clear();
    endpointSuspects.clear();
    if (causes.add(cause)) {
      probeAt = platform.nanoTime() + interval().toNanos();
      telemetry.count(cause.metric, 1);
      telemetry.warn("breaker_open", Map.of("cause", cause.name()));
    }
  }

  private Duration interval() {
    return causes.stream()
        .map(cause -> cause.betweenProbes)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void recordTried(String person) {
    tried.remove(person);
    tried.addLast(person);
    if (tried.size() > MAX_PEOPLE) {
      tried.removeFirst();
    }
  }
}
