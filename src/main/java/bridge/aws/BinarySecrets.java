package bridge.aws;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/// Makes a secret that is stored as binary an empty one. Powertools would take its bytes for
/// Base64.
final class BinarySecrets implements ExecutionInterceptor {
  @Override
  public SdkResponse modifyResponse(
      Context.ModifyResponse context, ExecutionAttributes executionAttributes) {
    return context.response() instanceof GetSecretValueResponse secret
            && secret.secretString() == null
        ? secret.toBuilder().secretString("").build()
        : context.response();
  }
}
