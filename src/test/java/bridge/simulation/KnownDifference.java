package bridge.simulation;

import java.util.Map;

/// Where an emulator does not do what AWS documents: the one list of it. A difference that is gone
/// fails the test as a new one does.
final class KnownDifference {
  /// Version 1.7.1.
  static final Map<SqsCase, String> ELASTICMQ =
      Map.of(
          SqsCase.A_FOLLOWER_STILL_IN_FLIGHT_LOCKS_THE_GROUP, "a1 a2, a1",
          SqsCase.DEDUP_IDS_ARE_OF_THE_GROUP, "1 messages");

  /// Version 4.14.0.
  static final Map<SqsCase, String> LOCALSTACK =
      Map.of(
          SqsCase.A_FOLLOWER_STILL_IN_FLIGHT_LOCKS_THE_GROUP, "a1 a2, a1",
          SqsCase.AN_OLD_RECEIPT_DELETES_NOTHING, "a1, taken, gone");

  private KnownDifference() {}
}
