package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.doctor.Checkup;
import bridge.json.Json;
import bridge.stack.AwsCallException;
import bridge.stack.CallerIdentity;
import bridge.stack.MissingPartException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the page asks. Each answer is a whole of its own: where AWS refuses one, it says so in one
/// sentence, with what to do, and the others are not affected.
final class StackApi {
  private final StackAddress address;
  private final StackClients clients;
  private final AuditLog audit;

  StackApi(StackAddress address, StackClients clients, AuditLog audit) {
    this.address = address;
    this.clients = clients;
    this.audit = audit;
  }

  /// Changes nothing. Null where there is no such answer.
  @Nullable Json read(String name) throws InterruptedException {
    Overview overview = new Overview(address, clients, Instant.now());
    return switch (name) {
      case "stack" -> heading();
      case "health" -> new Checkup(address, clients, Instant.now()).run().json();
      case "queues" -> part(overview::queues);
      case "oldest" -> part(overview::oldest);
      case "traffic" -> part(overview::traffic);
      case "alarms" -> part(overview::alarms);
      case "delivery" -> part(new DeliverySwitch(address, clients)::states);
      default -> null;
    };
  }

  /// What needs a request. Null where there is no such answer; IllegalArgumentException, whose
  /// message is for the page, where the request is none.
  @Nullable Json post(String name, Json.Obj request) {
    return switch (name) {
      case "find" -> {
        String kind = text(request, "kind");
        SearchedId id =
            kind.equals("undelivered")
                ? SearchedId.UNDELIVERED
                : SearchedId.of(kind, text(request, "id"));
        int hours = hours(request);
        yield part(() -> new EventSearch(address, clients, Instant.now()).find(id, hours));
      }
      case "letters" -> part(() -> members(redrive().list(request)));
      case "open" -> {
        String reason = text(request, "reason");
        yield part(() -> new OpenedDeadLetters(address, clients).open(reason));
      }
      case "redrive" -> {
        AuditedAction action = confirmed(request);
        yield part(
            () ->
                action.run(
                    "redrive",
                    DeadLetterRedrive.details(request),
                    () -> redrive().send(request),
                    "ended"));
      }
      case "delivery" -> {
        AuditedAction action = confirmed(request);
        String queue = text(request, "queue");
        DeliverySwitch.check(queue);
        if (!(request.get("isOn") instanceof Json.Bool(boolean isOn))) {
          throw new IllegalArgumentException("isOn must be true or false");
        }
        yield part(
            () ->
                action.run(
                    (isOn ? "resume " : "stop ") + queue,
                    new Json.Obj(Map.of()),
                    () -> new DeliverySwitch(address, clients).turn(queue, isOn),
                    "state"));
      }
      default -> null;
    };
  }

  private AuditedAction confirmed(Json.Obj request) {
    AuditedAction action = new AuditedAction(address, clients, audit);
    action.confirm(request.get("confirm") instanceof Json.Text(String typed) ? typed : "");
    return action;
  }

  private DeadLetterRedrive redrive() {
    return new DeadLetterRedrive(address, clients);
  }

  private static JsonBuilder members(Json.Obj json) {
    JsonBuilder builder = new JsonBuilder();
    json.members().forEach(builder::put);
    return builder;
  }

  private static String text(Json.Obj request, String name) {
    if (request.get(name) instanceof Json.Text(String text)) {
      return text;
    }
    throw new IllegalArgumentException("the request lacks " + name);
  }

  private static int hours(Json.Obj request) {
    if (request.get("hours") instanceof Json.Num(String number)
        && number.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(number);
    }
    throw new IllegalArgumentException("hours must be a whole number, at least 1");
  }

  /// Which stack this is and whose rights are used; every page shows it.
  private Json heading() {
    JsonBuilder json =
        new JsonBuilder()
            .put("stack", address.name())
            .put("region", address.region())
            .flag("isEmulator", address.endpoint() != null)
            .flag("needsName", AuditedAction.needsName(address.name()));
    return json.put(
            "caller",
            part(
                () -> {
                  CallerIdentity caller = CallerIdentity.read(clients);
                  return new JsonBuilder()
                      .put("account", caller.account())
                      .put("role", caller.role());
                }))
        .json();
  }

  private Json part(Supplier<JsonBuilder> reading) {
    try {
      clients.findCredentials();
      return reading.get().json();
    } catch (AwsCallException e) {
      return problem(e.sentence(), e.advice());
    } catch (MissingPartException e) {
      return problem(e.sentence(), e.advice());
    }
  }

  private static Json problem(String sentence, String advice) {
    return new JsonBuilder().put("problem", sentence).put("advice", advice).json();
  }
}
