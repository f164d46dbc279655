package bridge.doctor;

import bridge.function.Version;
import bridge.stack.StackAddress;
import bridge.stack.StackDescription;
import java.util.List;
import java.util.Set;

/// The stack itself: its last operation, its protection, its version.
record StackCheck(StackAddress address, StackDescription stack) {
  private static final Set<String> COMPLETE =
      Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE");

  List<Finding> status() {
    String status = stack.status();
    if (status.equals("UPDATE_ROLLBACK_COMPLETE")) {
      return List.of(
          Finding.warning(
              "stack",
              "The last deployment was rolled back; the one before it runs.",
              "Look at the stack's events, and deploy again."));
    }
    if (COMPLETE.contains(status)) {
      return List.of(Finding.ok("stack", status));
    }
    return List.of(
        status.endsWith("_IN_PROGRESS")
            ? Finding.warning("stack", status, "Wait until it ends, and run the command again.")
            : Finding.failure("stack", status, "Look at the stack's events, and deploy again."));
  }

  List<Finding> protection() {
    return List.of(
        stack.isProtected()
            ? Finding.ok("termination-protection", "on")
            : Finding.warning(
                "termination-protection",
                "Anyone with the right can delete the stack by one call.",
                "Run: aws cloudformation update-termination-protection"
                    + " --enable-termination-protection --stack-name %s --region %s"
                        .formatted(address.name(), address.region())));
  }

  List<Finding> version() {
    String deployed = stack.output("Version");
    return List.of(
        deployed.equals(Version.CURRENT)
            ? Finding.ok("version", deployed)
            : Finding.warning(
                "version",
                "The stack runs %s, and you have checked out %s."
                    .formatted(deployed, Version.CURRENT),
                "Check out the tag v%s, or deploy.".formatted(deployed)));
  }
}
