package bridge.operator;

import bridge.console.Explanation;
import bridge.console.JsonBuilder;
import bridge.doctor.Checkup;
import bridge.json.Json;
import bridge.stack.AwsCallException;
import bridge.stack.CallerIdentity;
import bridge.stack.MissingPartException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      case "secrets" -> part(new SecretRotation(address, clients, Instant.now())::states);
      default -> null;
    };
  }

  /// What needs a request. Null where there is no such answer; IllegalArgumentException, whose
  /// message is for the page, where the request is none.
  @Nullable Json post(String name, Json.Obj request) {
    return switch (name) {
      case "find" -> find(request);
      case "letters" -> part(() -> members(redrive().list(request)));
      case "open" -> {
        String reason = text(request, "reason");
        yield part(() -> new OpenedDeadLetters(address, clients).open(reason));
      }
      case "newest" -> {
        Duration span = Duration.ofSeconds(number(request, "seconds"));
        yield part(() -> new NewestOutcomes(address, clients, Instant.now()).read(span));
      }
      case "explain" -> {
        byte[] event = text(request, "event").getBytes(StandardCharsets.UTF_8);
        yield part(() -> explain(event));
      }
      case "redrive", "delete", "copy", "delivery", "rotate" -> act(name, request);
      default -> null;
    };
  }

  private JsonBuilder explain(byte[] event) {
    StackDescription stack = StackDescription.require(clients, address);
    return members(new Explanation(StackTranslator.of(stack)).ofPayload(event, Instant.now()));
  }

  /// Changes the stack, once the request is checked.
  private Json act(String name, Json.Obj request) {
    AuditedAction action = confirmed(request);
    return switch (name) {
      case "redrive" ->
          part(
              () ->
                  action.run(
                      "redrive",
                      DeadLetterRedrive.details(request),
                      () -> redrive().send(request),
                      "ended"));
      case "delete" -> delete(action, request);
      case "copy" -> copy(action, request);
      case "rotate" -> rotate(action, request);
      default -> turn(action, request);
    };
  }

  private Json delete(AuditedAction action, Json.Obj request) {
    String reason = onlyReason(request);
    if (!reason.equals(text(request, "typed"))) {
      throw new IllegalArgumentException("Type the reason, " + reason + ".");
    }
    Set<String> ids = DeadLetterRedrive.messageIds(request);
    var deletion = new DeadLetterDeletion(address, clients);
    return part(
        () ->
            action.run(
                "delete",
                DeadLetterRedrive.details(request),
                notes -> deletion.delete(reason, ids, notes),
                "ended"));
  }

  /// @param request holds the edited event, and the id of the dead letter that it is a copy of
  private Json copy(AuditedAction action, Json.Obj request) {
    byte[] event = EditedCopy.check(text(request, "event"));
    if (DeadLetterRedrive.messageIds(request).size() != 1) {
      throw new IllegalArgumentException("messageIds must name the dead letter");
    }
    return part(
        () ->
            action.run(
                "send edited copy",
                DeadLetterRedrive.details(request),
                () -> new EditedCopy(address, clients).send(event),
                "ended"));
  }

  private Json rotate(AuditedAction action, Json.Obj request) {
    String secret = text(request, "secret");
    String step = text(request, "step");
    SecretRotation.check(secret, step);
    SecretRotation rotation = new SecretRotation(address, clients, Instant.now());
    return part(
        () ->
            action.run(
                step + " rotation of " + secret,
                new Json.Obj(Map.of()),
                () -> step.equals("begin") ? rotation.begin(secret) : rotation.finish(secret),
                "outcome"));
  }

  private Json turn(AuditedAction action, Json.Obj request) {
    String queue = text(request, "queue");
    DeliverySwitch.check(queue);
    if (!(request.get("isOn") instanceof Json.Bool(boolean isOn))) {
      throw new IllegalArgumentException("isOn must be true or false");
    }
    return part(
        () ->
            action.run(
                (isOn ? "resume " : "stop ") + queue,
                new Json.Obj(Map.of()),
                () -> new DeliverySwitch(address, clients).turn(queue, isOn),
                "state"));
  }

  private static String onlyReason(Json.Obj request) {
    if (DeadLetterRedrive.details(request).get("reasons") instanceof Json.Arr(List<Json> reasons)
        && reasons.size() == 1
        && reasons.getFirst() instanceof Json.Text(String reason)) {
      return reason;
    }
    throw new IllegalArgumentException("reasons must be one reason");
  }

  private Json find(Json.Obj request) {
    String kind = text(request, "kind");
    String typed = kind.equals("undelivered") ? "" : text(request, "id");
    SearchedId id =
        kind.equals("undelivered") ? SearchedId.UNDELIVERED : SearchedId.of(kind, typed);
    int hours = number(request, "hours");
    EventSearch search = new EventSearch(address, clients, Instant.now());
    return part(
        () -> kind.equals("contact") ? search.findContact(typed, hours) : search.find(id, hours));
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

  private static int number(Json.Obj request, String name) {
    if (request.get(name) instanceof Json.Num(String number) && number.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(number);
    }
    throw new IllegalArgumentException(name + " must be a whole number, at least 1");
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

  static Json.Obj problem(String sentence, String advice) {
    return new JsonBuilder().put("problem", sentence).put("advice", advice).json();
  }
}
