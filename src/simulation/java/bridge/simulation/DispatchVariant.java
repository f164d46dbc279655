package bridge.simulation;

import bridge.command.CommandOption;
import bridge.dispatch.DispatchSettings;
import bridge.emulator.UsageException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The function that consumes the queue.
enum DispatchVariant {
  /// The deployed one.
  BRIDGE("this bridge", 1_000),
  /// The same without its state table.
  BRIDGE_WITHOUT_STATE("this bridge, no state table", 1_000),
  /// The same with OnUnknownOutcome=dead-letter, and PoisonEventAgeHours=1.
  BRIDGE_DEAD_LETTERING("this bridge, OnUnknownOutcome=dead-letter", 1_000),
  /// AWS's guide, with the least receives that it asks for.
  GUIDE("AWS's guide: stop at the first failure, report it and all behind", 5),
  /// No partial responses either.
  WHOLE_BATCH("no partial responses: a failure throws", 5);

  /// Those that reliability.md compares.
  static final List<DispatchVariant> COMPARED =
      List.of(BRIDGE, BRIDGE_WITHOUT_STATE, GUIDE, WHOLE_BATCH);

  private final String title;
  private final int maxReceives;

  DispatchVariant(String title, int maxReceives) {
    this.title = title;
    this.maxReceives = maxReceives;
  }

  /// The variant that `-Dhandler=` names, in lower case; without it the bridge, with its state
  /// table unless `-Dstate.table=false`, and repeating what may be at Regal unless
  /// `-Dunknown.outcome=dead-letter`.
  static DispatchVariant fromOptions() {
    String name = CommandOption.of("handler");
    if (name == null) {
      boolean hasTable = CommandOption.isTrue("state.table", true);
      String unknown = CommandOption.of("unknown.outcome");
      if (unknown == null || unknown.equals("retry")) {
        return hasTable ? BRIDGE : BRIDGE_WITHOUT_STATE;
      }
      if (hasTable && unknown.equals("dead-letter")) {
        return BRIDGE_DEAD_LETTERING;
      }
      throw new UsageException(
          "-Dunknown.outcome must be retry, or dead-letter with the state table.");
    }
    List<String> names =
        Arrays.stream(values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(name)) {
      throw new UsageException(
          "-Dhandler must be one of %s, and is %s.".formatted(String.join(", ", names), name));
    }
    return values()[names.indexOf(name)];
  }

  boolean isBridge() {
    return this == BRIDGE || this == BRIDGE_WITHOUT_STATE || this == BRIDGE_DEAD_LETTERING;
  }

  boolean hasStateTable() {
    return this == BRIDGE || this == BRIDGE_DEAD_LETTERING;
  }

  /// How a queue is delivered, which the template sets.
  DispatchSettings settings(double requestsPerSecond, int maxConcurrency) {
    boolean isDeadLettering = this == BRIDGE_DEAD_LETTERING;
    Duration poisonEventAge =
        isDeadLettering ? Duration.ofHours(1) : DispatchSettings.DEFAULT.poisonEventAge();
    return new DispatchSettings(requestsPerSecond, maxConcurrency, poisonEventAge, isDeadLettering);
  }

  String title() {
    return title;
  }

  /// How the queue is set for it.
  SqsModel.Settings queueSettings() {
    SqsModel.Settings deployed = SqsModel.Settings.DEPLOYED;
    return new SqsModel.Settings(deployed.visibility(), maxReceives, deployed.scanLimit());
  }
}
