package bridge.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.SeededPersonalData;
import bridge.stack.StackAddress;
import bridge.stack.StackEmulator;
import bridge.stack.StackState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What one run of the doctor printed, which holds nothing that is planted in AWS's answers.
record DoctorRun(int exitCode, String printed) {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Lines about the emulator's stack.
  static DoctorRun of(StackEmulator aws) throws InterruptedException {
    return of(address(aws.url()), false, PATIENCE);
  }

  static DoctorRun of(StackAddress address, boolean isJson, Duration patience)
      throws InterruptedException {
    var out = new ByteArrayOutputStream();
    int exitCode =
        new Doctor(address, isJson, new PrintStream(out, true, StandardCharsets.UTF_8))
            .run(patience);
    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(SeededPersonalData.findIn(printed)).isEmpty();
    return new DoctorRun(exitCode, printed);
  }

  static StackAddress address(URI endpoint) {
    return new StackAddress(StackState.NAME, "us-east-1", null, endpoint);
  }
}
