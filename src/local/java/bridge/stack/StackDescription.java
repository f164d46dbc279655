package bridge.stack;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/// What CloudFormation says about a stack.
public record StackDescription(
    String status,
    boolean isProtected,
    Map<String, String> parameters,
    Map<String, String> outputs) {

  /// Null where there is no stack of that name in the region.
  public static @Nullable StackDescription read(StackClients clients, String name) {
    try {
      return of(
          AwsCallException.call(
                  "cloudformation:DescribeStacks",
                  () -> clients.cloudFormation().describeStacks(r -> r.stackName(name)))
              .stacks()
              .getFirst());
    } catch (AwsCallException e) {
      if ("ValidationError".equals(e.code())) { // the name has the right form, so no such stack
        return null;
      }
      throw e;
    }
  }

  /// Fails where there is no such stack.
  public static StackDescription require(StackClients clients, StackAddress address) {
    StackDescription stack = read(clients, address.name());
    if (stack == null) {
      throw MissingPartException.of(address);
    }
    return stack;
  }

  private static StackDescription of(Stack stack) {
    return new StackDescription(
        stack.stackStatusAsString(),
        Boolean.TRUE.equals(stack.enableTerminationProtection()),
        stack.parameters().stream()
            .collect(Collectors.toMap(Parameter::parameterKey, StackDescription::value)),
        stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
  }

  /// An empty value is absent on the wire.
  private static String value(Parameter parameter) {
    return parameter.parameterValue() == null ? "" : parameter.parameterValue();
  }

  public String output(String name) {
    return required(outputs, name, "output ");
  }

  public String parameter(String name) {
    return required(parameters, name, "parameter ");
  }

  private static String required(Map<String, String> values, String name, String kind) {
    String value = values.get(name);
    if (value == null) {
      throw MissingPartException.of(kind + name);
    }
    return value;
  }
}
