package bridge.regal;

/// The result of one POST. `dispatch` decides what to do with it.
public sealed interface Delivery {
  /// 2xx: Regal has it.
  record Accepted(int status) implements Delivery {}

  /// 400, 413, 422: Regal rejects this event, now and later. The message is Regal's own and may
  /// quote the event: it may be stored with the dead letter and is never logged.
  record Refused(int status, String message) implements Delivery {
    @Override
    public String toString() {
      return "Refused[" + status + "]";
    }
  }

  /// 401: Regal rejects the key.
  record Unauthorised(int status) implements Delivery {}

  /// 403 and every status not named elsewhere.
  record Suspect(int status) implements Delivery {}

  /// 3xx, 404, 405, 410: something other than Regal's events API responds.
  record Misdirected(int status) implements Delivery {}

  /// 429: too many requests.
  record Throttled(int status) implements Delivery {}

  /// Not processed. The reason is a code: `connection_refused`, `dns`, `connect_timeout`, `tls`,
  /// `http_503`.
  record Unavailable(String reason) implements Delivery {}

  /// Perhaps processed: the outcome is unknown. The reason is a code: `read_timeout`, `reset`,
  /// `http_500` and the like.
  record Unknown(String reason) implements Delivery {}

  /// The result that a status means.
  ///
  /// @param message the response's `message`, empty if it has none
  static Delivery of(int status, String message) {
    return switch (status) {
      case 400, 413, 422 -> new Refused(status, message);
      case 401 -> new Unauthorised(status);
      case 404, 405, 410 -> new Misdirected(status);
      case 408 -> new Unknown("http_408");
      case 429 -> new Throttled(status);
      case 503 -> new Unavailable("http_503");
      default ->
          switch (status / 100) {
            case 2 -> new Accepted(status);
            case 3 -> new Misdirected(status);
            case 5 -> new Unknown("http_" + status);
            default -> new Suspect(status);
          };
    };
  }
}
