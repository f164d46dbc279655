package bridge.doctor;

import bridge.command.CommandMain;
import bridge.command.CommandOption;
import bridge.json.JsonWriter;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/// `exec:exec@doctor`: checks a deployed stack and says what to do. It changes nothing. Ends with 1
/// if there is a failure.
final class Doctor {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StackAddress address;
  private final boolean isJson;
  private final PrintStream out;

  /// @param isJson one JSON object instead of lines
  Doctor(StackAddress address, boolean isJson, PrintStream out) {
    this.address = address;
    this.isJson = isJson;
    this.out = out;
  }

  public static void main(String[] args) {
    CommandMain.run(
        () ->
            new Doctor(StackAddress.ofOptions(), CommandOption.isTrue("json", false), System.out)
                .run(PATIENCE));
  }

  /// @param patience how long one call to AWS may take
  int run(Duration patience) throws InterruptedException {
    try (StackClients clients = new StackClients(address, patience)) {
      HealthReport report = new Checkup(address, clients, Instant.now()).run();
      out.println(isJson ? JsonWriter.text(report.json()) : report);
      return report.isHealthy() ? 0 : 1;
    }
  }
}
