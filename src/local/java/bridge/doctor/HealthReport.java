package bridge.doctor;

import bridge.doctor.Finding.Severity;
import bridge.json.Json;
import bridge.stack.StackAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a check-up found.
///
/// @param caller whose rights were used
public record HealthReport(StackAddress address, String caller, List<Finding> findings) {
  public HealthReport {
    findings = List.copyOf(findings);
  }

  boolean isHealthy() {
    return count(Severity.FAILURE) == 0;
  }

  private long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  public Json.Obj json() {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("stack", new Json.Text(address.name()));
    members.put("region", new Json.Text(address.region()));
    members.put("caller", new Json.Text(caller));
    members.put("findings", new Json.Arr(findings.stream().map(Finding::json).toList()));
    for (Severity severity : Severity.values()) {
      members.put(severity.toString(), new Json.Num(Long.toString(count(severity))));
    }
    return new Json.Obj(members);
  }

  @Override
  public String toString() {
    return "%s, %s\n%s\n%s ok, %s warnings, %s failures"
        .formatted(
            address,
            caller,
            findings.stream().map(Finding::toString).collect(Collectors.joining("\n")),
            count(Severity.OK),
            count(Severity.WARNING),
            count(Severity.FAILURE));
  }
}
