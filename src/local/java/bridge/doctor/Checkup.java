package bridge.doctor;

import bridge.stack.AwsCallException;
import bridge.stack.AwsProblem;
import bridge.stack.CallerIdentity;
import bridge.stack.MissingPartException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackMetrics;
import bridge.stack.StackResources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// One run over everything that an operator would look at. Without a stack it checks what a
/// deployment needs of the account.
public final class Checkup {
  private static final String STACK = "stack";

  private final StackAddress address;
  private final StackClients clients;
  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  public Checkup(StackAddress address, StackClients clients, Instant now) {
    this.address = address;
    this.clients = clients;
    this.now = now;
  }

  /// Called once.
  public HealthReport run() throws InterruptedException {
    String caller = "unknown caller";
    try {
      clients.findCredentials();
      caller = CallerIdentity.read(clients).toString();
    } catch (AwsCallException e) {
      findings.add(Finding.unread("credentials", e));
      if (e.problem().isAboutCredentials() || e.problem() == AwsProblem.UNREACHABLE) {
        return new HealthReport(address, caller, findings);
      }
    }
    runAll(checks());
    return new HealthReport(address, caller, findings);
  }

  /// What is to be looked at; what already shows goes into the findings.
  private List<HealthCheck> checks() {
    HealthCheck account = concurrency(ConcurrencyCheck.DEFAULT_DISPATCHERS);
    try {
      StackDescription stack = StackDescription.read(clients, address.name());
      if (stack == null) {
        findings.add(
            Finding.failure(
                STACK,
                "There is no stack " + address + ".",
                "Check -Dstack and -Dregion, or deploy it; what a deployment needs follows."));
        return List.of(account);
      }
      findings.addAll(new StackCheck(address, stack).status());
      if (!stack.outputs().containsKey("WebhookUrl")) {
        findings.add(
            Finding.failure(
                STACK,
                "The stack has no output WebhookUrl.",
                "Is it this bridge, and is its deployment complete?"));
        return List.of(account);
      }
      return checks(stack);
    } catch (AwsCallException e) {
      findings.add(Finding.failure(STACK, e.sentence(), e.advice()));
      return List.of(account);
    }
  }

  private HealthCheck concurrency(int dispatchers) {
    return new HealthCheck("concurrency", new ConcurrencyCheck(clients, dispatchers)::examine);
  }

  private List<HealthCheck> checks(StackDescription stack) {
    var itself = new StackCheck(address, stack);
    var secrets = new SecretCheck(clients, stack, now);
    var deadLetters = new DeadLetterCheck(clients, stack);
    var alarms = new AlarmCheck(clients);
    Supplier<StackResources> resources = read(() -> StackResources.read(clients, address.name()));
    Supplier<TrafficCheck> traffic = read(() -> new TrafficCheck(readMetrics(stack)));
    int dispatchers =
        Integer.parseInt(
            stack
                .parameters()
                .getOrDefault(
                    "DispatcherMaxConcurrency",
                    Integer.toString(ConcurrencyCheck.DEFAULT_DISPATCHERS)));
    var live =
        new MappingCheck("events-mapping", "DispatchFunctionQueue", "ResumeDelivery", dispatchers);
    var bulk =
        new MappingCheck(
            "bulk-mapping",
            "BulkDispatchFunctionQueue",
            "ResumeBulkDelivery",
            ConcurrencyCheck.BULK_DISPATCHERS);
    return List.of(
        new HealthCheck("termination-protection", itself::protection),
        new HealthCheck("version", itself::version),
        concurrency(dispatchers),
        new HealthCheck("alarm-topic", () -> alarms.subscriptions(stack)),
        new HealthCheck("regal-key", secrets::regalKey),
        new HealthCheck("regal-key-use", () -> traffic.get().key()),
        new HealthCheck(
            "segment-secret", () -> secrets.segment("segment-secret", "SegmentSecretName")),
        new HealthCheck(
            "segment-token", () -> secrets.segment("segment-token", "SegmentTokenName")),
        new HealthCheck(live.name(), () -> live.examine(clients, stack, resources.get())),
        new HealthCheck(bulk.name(), () -> bulk.examine(clients, stack, resources.get())),
        new HealthCheck("dead-letters", deadLetters::count),
        new HealthCheck("dead-letter-age", () -> traffic.get().deadLetterAge()),
        new HealthCheck("alarms", () -> alarms.states(resources.get())),
        new HealthCheck("traffic", () -> traffic.get().flow()));
  }

  private StackMetrics readMetrics(StackDescription stack) {
    return StackMetrics.read(clients, address.name(), stack, now);
  }

  /// What several checks need, read once, or the failure to read it.
  private static <T> Supplier<T> read(Supplier<T> reading) {
    try {
      T value = reading.get();
      return () -> value;
    } catch (AwsCallException | MissingPartException e) {
      return () -> {
        throw e;
      };
    }
  }

  /// At once: one slow service delays no other, and the findings keep their order.
  private void runAll(List<HealthCheck> checks) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<Finding>>> runs = new ArrayList<>();
      checks.forEach(check -> runs.add(check::run));
      for (Future<List<Finding>> run : threads.invokeAll(runs)) {
        findings.addAll(run.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A check failed by an error of its own.", e);
    }
  }
}
