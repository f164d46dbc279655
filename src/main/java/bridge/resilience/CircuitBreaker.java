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

/// Whether this environment may post freely, or only probe. It judges by people, not by attempts,
/// and one accepted event of anybody closes it. It never blocks.
public final class CircuitBreaker {
  /// Why it is open.
  enum Cause {
    FAILURES(Metric.BREAKER_OPEN, Duration.ofSeconds(5)),
    REFUSALS(Metric.REJECTION_SPIKE, Duration.ofSeconds(5)),
    CREDENTIALS(Metric.CREDENTIALS_REJECTED, Duration.ofMinutes(1)),
    ENDPOINT(Metric.ENDPOINT_REJECTED, Duration.ofMinutes(1));

    private final Metric metric;
    private final Duration betweenProbes;

    Cause(Metric metric, Duration betweenProbes) {
      this.metric = metric;
      this.betweenProbes = betweenProbes;
    }
  }

  /// Who probes next, and how long from now.
  public record Probe(String person, Duration in) {}

  /// What an accepted event changed.
  ///
  /// @param closed whether the breaker was open until now
  /// @param accused message ids whose answer is now known to be their own fault
  public record Passed(boolean closed, List<String> accused) {}

  private static final int FAILING_PEOPLE = 5;

  /// The last failed person probes again only where nobody else came for so long.
  private static final Duration ALONE = Duration.ofMinutes(1);

  /// People remembered for the turns of probing; beyond, the oldest count as never tried.
  private static final int REMEMBERED = 10_000;

  private final Platform platform;
  private final Telemetry telemetry;
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private final Set<String> failing = new LinkedHashSet<>();
  private final SequencedSet<String> tried = new LinkedHashSet<>();
  private final RejectionSpike storm = new RejectionSpike();
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

  /// Of these people, who probes next: one never tried before one already tried, then who was tried
  /// longest ago; null where there is nobody.
  public synchronized @Nullable Probe next(Collection<String> people) {
    Duration in = Duration.ofNanos(probeAt - platform.nanoTime());
    for (String person : people) {
      if (!tried.contains(person)) {
        return new Probe(person, in);
      }
    }
    for (String person : tried) {
      if (people.contains(person)) {
        return new Probe(person, person.equals(tried.getLast()) ? in.plus(ALONE) : in);
      }
    }
    return null;
  }

  /// A probe begins: the next one is due an interval later.
  public synchronized void probes(String person) {
    turnTo(person);
    probeAt = platform.nanoTime() + interval().toNanos();
  }

  public synchronized Passed accepted(String person) {
    boolean closed = isOpen();
    List<String> accused = new ArrayList<>(keySuspects.accuse(person));
    accused.addAll(endpointSuspects.accuse(person));
    causes.clear();
    failing.clear();
    tried.clear();
    storm.clear();
    if (closed) {
      telemetry.line("breaker_closed", Map.of());
    }
    return new Passed(closed, accused);
  }

  /// Suspect, Unavailable, Unknown.
  public synchronized void failed(String person) {
    turnTo(person);
    if (!causes.contains(Cause.FAILURES)) {
      failing.add(person);
      if (failing.size() >= FAILING_PEOPLE) {
        open(Cause.FAILURES);
      }
    }
  }

  /// Whether a storm of refusals was on before this one, so that the event may not be to blame.
  public synchronized boolean refused(String person) {
    boolean wasOn = causes.contains(Cause.REFUSALS);
    failing.remove(person);
    if (storm.refused(person)) {
      turnTo(person);
      open(Cause.REFUSALS);
    }
    return wasOn;
  }

  public synchronized void unauthorised(String person, String messageId) {
    turnTo(person);
    if (!causes.contains(Cause.CREDENTIALS) && keySuspects.agree(person, messageId)) {
      open(Cause.CREDENTIALS);
    }
  }

  /// There is no key to post with, whoever asks.
  public synchronized void keyMissing(String person) {
    turnTo(person);
    open(Cause.CREDENTIALS);
  }

  public synchronized void misdirected(String person, String messageId) {
    turnTo(person);
    if (!causes.contains(Cause.ENDPOINT) && endpointSuspects.agree(person, messageId)) {
      open(Cause.ENDPOINT);
    }
  }

  /// Counts each cause for which it is open, so that an alarm stands as long as the cause.
  public synchronized void remind() {
    causes.forEach(cause -> telemetry.add(cause.metric, 1));
  }

  private void open(Cause cause) {
    // What was said before by few is now explained, and nobody's own fault.
    keySuspects.clear();
    endpointSuspects.clear();
    if (causes.add(cause)) {
      probeAt = platform.nanoTime() + interval().toNanos();
      telemetry.add(cause.metric, 1);
      telemetry.warn("breaker_open", Map.of("cause", cause.name()));
    }
  }

  private Duration interval() {
    return causes.stream()
        .map(cause -> cause.betweenProbes)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private void turnTo(String person) {
    tried.remove(person);
    tried.addLast(person);
    if (tried.size() > REMEMBERED) {
      tried.removeFirst();
    }
  }
}
