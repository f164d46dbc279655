package bridge.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `.ci/preflight` refuses what CloudFormation accepts and the stack cannot live with.
class PreflightTest {
  @TempDir Path bin;

  /// The account's concurrency, the arguments, and the whole output: OK or a refusal.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1000 | bridge us-east-1 | OK: bridge fits into us-east-1 with 32 of 1000 concurrent executions
          32   | bridge us-east-2 | OK: bridge fits into us-east-2 with 32 of 32 concurrent executions
          31   | bridge us-east-1 | The account runs 31 functions at once and 32 are needed: set DispatcherMaxConcurrency to 9, or request a quota.
          31   | bridge us-east-1 DispatcherMaxConcurrency=9 | OK: bridge fits into us-east-1 with 31 of 31 concurrent executions
          1000 | bridge us-east-1 PageAndScreenEvents=false DispatcherMaxConcurrency=979 | The account runs 1000 functions at once and 1001 are needed: set DispatcherMaxConcurrency to 978, or request a quota.
          23   | bridge us-east-1 | The account runs 23 functions at once and 24 are needed at least: request a quota (L-B99A9384).
          1000 | bridge eu-west-1 | Deploy to us-east-1 or us-east-2, not to eu-west-1.
          1000 | a123456789b123456789c123456789d123456789 us-east-1 | OK: a123456789b123456789c123456789d123456789 fits into us-east-1 with 32 of 1000 concurrent executions
          1000 | a123456789b123456789c123456789d123456789e us-east-1 | The stack's name has 41 characters; SQS's names of the queues allow 40.
          1000 | bridge us-east-1 RegalApiKeySecretArn=arn:aws:secretsmanager:us-east-2:1:secret:key-AbCdEf | arn:aws:secretsmanager:us-east-2:1:secret:key-AbCdEf is not in us-east-1.
          1000 | bridge us-east-1 RegalApiKeyKmsKeyArn=arn:aws:kms:us-east-2:1:key/a | arn:aws:kms:us-east-2:1:key/a is not in us-east-1.
          1000 | bridge us-east-2 RegalApiKeyKmsKeyArn=arn:aws:kms:us-east-2:1:key/a RegalApiKeySecretArn= | OK: bridge fits into us-east-2 with 32 of 1000 concurrent executions
          """)
  void saysWhatDoesNotFitAndWhatToSet(String limit, String arguments, String output)
      throws Exception {
    Path aws = Files.writeString(bin.resolve("aws"), "#!/bin/sh\necho " + limit + "\n");
    assertThat(aws.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>(List.of(".ci/preflight"));
    command.addAll(List.of(arguments.split(" ", -1)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", bin + ":", (path, first) -> first + path);

    Process preflight = builder.start();

    assertThat(new String(preflight.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(output + "\n");
    assertThat(preflight.waitFor() == 0).isEqualTo(output.startsWith("OK: "));
  }
}
