package bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import bridge.fake.PrintedMetrics;
import bridge.json.Json;
import bridge.telemetry.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lines that CloudWatch reads as metrics.
class PowertoolsTelemetryTest {
  @Test
  void countsLeaveSummedUnderServiceAndStage() throws Exception {
    List<Json.Obj> lines =
        lines(
            telemetry -> {
              telemetry.count(Metric.ACCEPTED, 2);
              telemetry.count(Metric.ACCEPTED, 3);
            });

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().members())
        .containsEntry("Accepted", new Json.Num("5.0"))
        .containsEntry("Service", new Json.Text("regal-bridge"))
        .containsEntry("Stack", new Json.Text("test"));
  }

  @Test
  void aReasonIsADimensionOfItsOwnLine() throws Exception {
    List<Json.Obj> lines =
        lines(telemetry -> telemetry.count(Metric.DEAD_LETTERED, "invalid_event", 1));

    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line.members()).containsKey("DeadLettered").doesNotContainKey("Reason"))
        .anySatisfy(
            line ->
                assertThat(line.members())
                    .containsEntry("DeadLettered", new Json.Num("1.0"))
                    .containsEntry("Reason", new Json.Text("invalid_event")));
  }

  @Test
  void aFlushWithoutCountsWritesNothing() throws Exception {
    assertThat(lines(_ -> {})).isEmpty();
  }

  @Test
  void whatWasReportedIsNotReportedAgain() throws Exception {
    List<Json.Obj> lines =
        lines(
            telemetry -> {
              telemetry.count(Metric.ACCEPTED, 2);
              telemetry.count(Metric.REGAL_LATENCY, 7);
              telemetry.count(Metric.DEAD_LETTERED, "invalid_event", 1);
              telemetry.flush();
              telemetry.count(Metric.DELIVERED, 1);
            });

    assertThat(lines).filteredOn(line -> line.get("Delivered") != null).hasSize(1);
    assertThat(lines).filteredOn(line -> line.get("Accepted") != null).hasSize(1);
    assertThat(lines).filteredOn(line -> line.get("RegalLatency") != null).hasSize(1);
    assertThat(lines).filteredOn(line -> line.get("Reason") != null).hasSize(1);
  }

  private interface Counting {
    void count(PowertoolsTelemetry telemetry);
  }

  private static List<Json.Obj> lines(Counting counting) throws Exception {
    PowertoolsTelemetry telemetry =
        new PowertoolsTelemetry(new Settings(Map.of("STACK_NAME", "test")), "test");
    return PrintedMetrics.lines(
        PrintedMetrics.output(
            () -> {
              counting.count(telemetry);
              telemetry.flush();
            }));
  }
}
