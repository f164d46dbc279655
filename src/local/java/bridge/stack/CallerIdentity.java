package bridge.stack;

import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Whose rights are used.
///
/// @param account AWS's number of the account
/// @param role the name of the role; for others their kind alone, since a user's name and a
///   session's may be an e-mail
public record CallerIdentity(String account, String role) {
  public static CallerIdentity read(StackClients clients) {
    GetCallerIdentityResponse answer =
        AwsCallException.call("sts:GetCallerIdentity", () -> clients.sts().getCallerIdentity());
    return new CallerIdentity(answer.account(), role(answer.arn()));
  }

  /// @param arn as `arn:aws:sts::123456789012:assumed-role/ROLE/SESSION`
  private static String role(String arn) {
    String[] path = arn.substring(arn.lastIndexOf(':') + 1).split("/", -1);
    return path[0].equals("assumed-role") && path.length > 1 ? "role " + path[1] : path[0];
  }

  @Override
  public String toString() {
    return "account " + account + ", " + role;
  }
}
