package bridge.segment;

import bridge.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The address of the person's own device, if a device sent the event (M16). `channel` is not
/// reliable and is not read. A server's address must never be sent as the person's.
public final class DeviceIp {
  private static final Set<String> DEVICE_LIBRARIES =
      Set.of(
          "analytics.js",
          "analytics-ios",
          "analytics-android",
          "analytics-swift",
          "analytics-react-native",
          "@segment/analytics-react-native",
          "analytics-flutter");

  /// It also runs on servers, so it counts only with a device.
  private static final String KOTLIN = "analytics-kotlin";

  private DeviceIp() {}

  /// The device's address, or null if the event has none or a server sent it.
  public static @Nullable String ip(EventJson eventJson) {
    Json.Obj context = eventJson.object("context");
    return isClientSide(context) && context.get("ip") instanceof Json.Text(String ip)
        ? IpAddress.of(ip)
        : null;
  }

  private static boolean isClientSide(Json.Obj context) {
    if (!(context.get("library") instanceof Json.Obj library)
        || !(library.get("name") instanceof Json.Text(String name))) {
      return false;
    }
    String lower = AsciiCase.lower(name);
    return DEVICE_LIBRARIES.contains(lower)
        || (lower.equals(KOTLIN) && context.get("device") instanceof Json.Obj);
  }
}
