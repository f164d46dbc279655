package bridge.stack;

import bridge.command.CommandOption;
import bridge.emulator.UsageException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which stack, where, and whose credentials read it.
///
/// @param profile of AWS's configuration files; null for the default credential chain
/// @param endpoint of an emulator, which never gets credentials of AWS; null for AWS
public record StackAddress(
    String name, String region, @Nullable String profile, @Nullable URI endpoint) {
  private static final List<String> REGIONS = List.of("us-east-1", "us-east-2");

  /// CloudFormation's form of a name, and no longer than SQS's names of the queues allow.
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,39}");

  public StackAddress {
    if (!NAME.matcher(name).matches()) {
      throw new UsageException(
          "-Dstack must be a stack's name, which has at most 40 letters, digits and hyphens, and is"
              + " "
              + name
              + ".");
    }
    if (!REGIONS.contains(region)) {
      throw new UsageException(
          "-Dregion must be us-east-1 or us-east-2, where the bridge runs, and is " + region + ".");
    }
  }

  /// The stack that `-Dstack=` and the options beside it name.
  public static StackAddress ofOptions() {
    String stack = CommandOption.of("stack");
    if (stack == null) {
      throw new UsageException("Name the stack with -Dstack=NAME.");
    }
    String endpoint = CommandOption.url("aws.endpoint", "http://127.0.0.1:4566");
    return new StackAddress(
        stack,
        CommandOption.of("region", "us-east-1"),
        CommandOption.of("profile"),
        endpoint == null ? null : URI.create(endpoint));
  }

  @Override
  public String toString() {
    return name + " in " + region;
  }
}
