package bridge.dispatch;

import bridge.json.Json;
import bridge.json.JsonException;
import bridge.json.JsonReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Regal's profiles as its documents describe them: a person is found by phone, then e-mail, then
/// userId; the identifiers of a request belong to whom it found. It keeps what it last heard, and
/// complains of what a careful sender would not have said.
final class RegalProfileModel {
  /// A value and when the event happened that set it.
  record Value(Json value, Instant at) {}

  /// A yes or no and its own time; `stopped` where the person said so to Regal itself.
  private record StoredConsent(boolean isYes, Instant at, boolean isStopped) {}

  private final Map<String, Map<String, Value>> profiles = new HashMap<>();
  private final Map<String, String> profileOf = new HashMap<>();
  private final Map<String, StoredConsent> consents = new HashMap<>();
  private final Map<String, Instant> newestConsents = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int profileCount;

  /// @param isDuplicate whether this very event may have been heard before
  void receive(String body, boolean isDuplicate) {
    Json.Obj request = read(body);
    Instant at = Instant.parse(text(request.get("originalTimestamp")));
    Json.Obj traits = object(request.get("traits"));
    Set<String> identifiers = new LinkedHashSet<>();
    object(traits.get("phones")).members().keySet().forEach(p -> identifiers.add("phone " + p));
    object(traits.get("emails")).members().keySet().forEach(e -> identifiers.add("email " + e));
    if (request.get("userId") instanceof Json.Text(String userId)) {
      identifiers.add("userId " + userId);
    }
    String profile =
        identifiers.stream()
            .filter(profileOf::containsKey)
            .map(profileOf::get)
            .findFirst()
            .orElseGet(() -> "profile " + profileCount++);
    identifiers.forEach(identifier -> profileOf.put(identifier, profile));
    Map<String, Value> values = profiles.computeIfAbsent(profile, _ -> new HashMap<>());
    traits
        .members()
        .forEach(
            (name, value) -> {
              if (name.equals("phones") || name.equals("emails")) {
                setFields(object(value), at, values, name, isDuplicate);
              } else {
                set(values, name, value, at);
              }
            });
  }

  /// The person opts out at Regal itself.
  void stop(String number, String channel) {
    String key = number + " " + channel;
    Instant newest = newestConsents.get(key);
    if (newest != null) {
      consents.put(key, new StoredConsent(false, newest, true));
    }
  }

  @Nullable Value value(String identifier, String name) {
    return profiles.getOrDefault(profileOf.getOrDefault(identifier, ""), Map.of()).get(name);
  }

  @Nullable Instant newestConsent(String number, String channel) {
    return newestConsents.get(number + " " + channel);
  }

  boolean isOptedIn(String number, String channel) {
    StoredConsent stored = consents.get(number + " " + channel);
    return stored != null && stored.isYes();
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void setFields(
      Json.Obj identifiers,
      Instant at,
      Map<String, Value> values,
      String kind,
      boolean isDuplicate) {
    identifiers
        .members()
        .forEach(
            (key, fields) ->
                object(fields)
                    .members()
                    .forEach(
                        (name, value) -> {
                          if (name.endsWith("OptIn")) {
                            setConsent(key + " " + name, object(value), isDuplicate);
                          } else {
                            set(values, kind + " " + name, new Json.Text(key), at);
                          }
                        }));
  }

  private void set(Map<String, Value> values, String name, Json value, Instant at) {
    Value known = values.get(name);
    if (known != null && at.isBefore(known.at())) {
      complaints.add(name + " of " + at + " after that of " + known.at());
    }
    values.put(name, new Value(value, at));
  }

  private void setConsent(String key, Json.Obj entry, boolean isDuplicate) {
    boolean isYes = entry.get("subscribed") instanceof Json.Bool(boolean yes) && yes;
    Instant at = Instant.parse(text(entry.get("timestamp")));
    StoredConsent previous = consents.get(key);
    boolean isRaisedAgain =
        isYes && previous != null && !previous.isYes() && !at.isAfter(previous.at());
    if (previous != null && isRaisedAgain && !(isDuplicate && previous.isStopped())) {
      complaints.add(key + " raised again with " + at + " after the no of " + previous.at());
    }
    consents.put(key, new StoredConsent(isYes, at, false));
    newestConsents.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  private static Json.Obj read(String body) {
    try {
      return (Json.Obj) new JsonReader(20).read(body);
    } catch (JsonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Json.Obj object(@Nullable Json value) {
    return value instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static String text(@Nullable Json value) {
    return value instanceof Json.Text(String text) ? text : "";
  }
}
