package bridge.simulation;

import bridge.command.CommandOption;
import bridge.emulator.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The function that consumes the queue.
enum DispatchVariant {
  /// The deployed one.
  BRIDGE("this bridge", 1_000),
  /// The same without its state table.
  BRIDGE_WITHOUT_STATE("this bridge, no state table", 1_000),
  /// AWS's guide, with the least receives that it asks for.
  GUIDE("AWS's guide: stop at the first failure, report it and all behind", 5),
  /// No partial responses either.
  WHOLE_BATCH("no partial responses: a failure throws", 5);

  private final String title;
  private final int maxReceives;

  DispatchVariant(String title, int maxReceives) {
    this.title = title;
    this.maxReceives = maxReceives;
  }

  /// The variant that `-Dhandler=` names, in lower case; without it the bridge, with its state
  /// table unless `-Dstate.table=false`.
  static DispatchVariant fromOptions() {
    String name = CommandOption.of("handler");
    if (name == null) {
      return CommandOption.isTrue("state.table", true) ? BRIDGE : BRIDGE_WITHOUT_STATE;
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
    return this == BRIDGE || this == BRIDGE_WITHOUT_STATE;
  }

  boolean hasStateTable() {
    return this == BRIDGE;
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
