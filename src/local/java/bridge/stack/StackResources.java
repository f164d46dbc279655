package bridge.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/// A stack's resources: AWS's names by those of the template.
public final class StackResources {
  private final List<StackResourceSummary> all;

  private StackResources(List<StackResourceSummary> all) {
    this.all = List.copyOf(all);
  }

  public static StackResources read(StackClients clients, String stack) {
    return new StackResources(
        AwsCallException.call(
            "cloudformation:ListStackResources",
            () ->
                new ArrayList<>(
                    clients
                        .cloudFormation()
                        .listStackResourcesPaginator(r -> r.stackName(stack))
                        .stackResourceSummaries()
                        .stream()
                        .toList())));
  }

  /// AWS's name of one resource.
  public String physicalId(String logicalId) {
    return all.stream()
        .filter(resource -> resource.logicalResourceId().equals(logicalId))
        .map(StackResourceSummary::physicalResourceId)
        .findFirst()
        .orElseThrow(() -> MissingPartException.of("resource " + logicalId));
  }

  /// AWS's names of the resources of these types, by their names in the template.
  public Map<String, String> ofTypes(List<String> types) {
    Map<String, String> found = new TreeMap<>();
    all.stream()
        .filter(resource -> types.contains(resource.resourceType()))
        .forEach(
            resource -> found.put(resource.logicalResourceId(), resource.physicalResourceId()));
    return found;
  }
}
