package bridge.console;

import bridge.json.Json;
import bridge.json.JsonException;
import java.io.IOException;

/// What the page may do to the local bridge.
public interface ConsoleActions {
  /// How a request is to prove itself.
  enum Proof {
    RIGHT,
    WRONG,
    NONE
  }

  /// The queues, by SQS's own count.
  record Depths(int visible, int hidden, int deadLetters) {}

  /// What the webhook responded.
  ///
  /// @param request the number under which the event log has it
  record Response(int status, String body, long request) {}

  /// The proofs that the webhook requires.
  ///
  /// @param signature of the body, as Segment makes it
  record Proofs(String signature, String token) {}

  Proofs sign(byte[] body);

  /// Posts to the webhook as Segment would.
  Response send(byte[] body, Proof signature, Proof token) throws IOException, InterruptedException;

  /// Whether the Regal emulator is in this process, so that it can be scripted and read.
  boolean hasRegal();

  /// What is left of the script for Regal's next responses, in the form of `POST /regal/script`.
  Json script();

  void script(String json) throws JsonException;

  /// Kills every invocation of dispatch that runs; how many those were.
  int kill();

  /// Puts a new value for a secret, or ends its rotation; what happened, in words.
  ///
  /// @param secret signature, token or key
  /// @param step new, finish; for the key both, regal or store: where the new one is put
  String rotate(String secret, String step);

  /// Runs the redrive function with this request and returns its response.
  byte[] redrive(byte[] order) throws IOException;

  Depths depths();
}
