package bridge.translate;

import bridge.json.Json;
import bridge.profile.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Regal's request body as values: whom it names, and the request that it becomes.
final class RegalBody {
  static final String TRAITS = "traits";
  static final String USER_ID = "userId";
  static final String NAME = "name";

  private RegalBody() {}

  static Identity who(@Nullable String userId, Json.Obj traits) {
    return new Identity(keys(traits, ContactKind.PHONE), keys(traits, ContactKind.EMAIL), userId);
  }

  static Identity who(Json.Obj body) {
    return who(
        body.get(USER_ID) instanceof Json.Text(String userId) ? userId : null,
        object(body, TRAITS));
  }

  static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  /// The member if it is an object, otherwise an empty object.
  static Json.Obj object(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Obj object ? object : new Json.Obj(Map.of());
  }

  private static List<String> keys(Json.Obj traits, ContactKind kind) {
    Set<String> keys = object(traits, kind.many()).members().keySet();
    return List.copyOf(keys);
  }
}
