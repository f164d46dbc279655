package bridge.command;

import bridge.emulator.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The aws command of this machine, in one region.
record AwsCommand(String region) implements StackDeployment.Aws {
  @Override
  public String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("aws", "--region", region));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException _) {
      throw new UsageException("There is no aws command: install the AWS CLI.");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new UsageException("aws " + arguments.get(0) + " " + arguments.get(1) + " failed.");
    }
    return output;
  }
}
