package bridge.simulation;

import java.util.List;
import java.util.stream.Collectors;

/// One scripted case on a FIFO queue whose messages may be received three times before they are
/// dead letters, and what SQS does by its own documentation (SQS developer guide and API
/// reference).
enum SqsCase {
  A_GROUP_COMES_IN_ORDER("a1 a2 a3") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2", "a3");
      return bodies(queue.receive(10, 30));
    }
  },
  A_GROUP_WITH_A_MESSAGE_IN_FLIGHT_IS_LOCKED("a1, nothing") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      return bodies(queue.receive(1, 30)) + ", " + bodies(queue.receive(10, 30));
    }
  },
  ANOTHER_GROUP_IS_NOT("a1, b1") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2", "b1");
      return bodies(queue.receive(1, 30)) + ", " + bodies(queue.receive(10, 30));
    }
  },
  ONE_RECEIVE_RETURNS_SEVERAL_GROUPS("2 groups") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "b1");
      List<SqsTestQueue.TestMessage> messages = queue.receive(10, 30);
      return messages.size() + " groups";
    }
  },
  DELETING_FREES_THE_GROUP("a1, a2") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      List<SqsTestQueue.TestMessage> first = queue.receive(1, 30);
      queue.delete(first.getFirst().receipt());
      return bodies(first) + ", " + bodies(queue.receive(10, 30));
    }
  },
  AFTER_ITS_VISIBILITY_IT_COMES_AGAIN_BEFORE_LATER_MESSAGES("a1 once, a1 twice a2 once") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      String first = counted(queue.receive(1, 1));
      return first + ", " + counted(queue.receiveAfterWait(10, 30));
    }
  },
  AN_OLD_RECEIPT_DELETES_NOTHING("a1, rejected, kept") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1");
      List<SqsTestQueue.TestMessage> old = queue.receive(1, 1);
      List<SqsTestQueue.TestMessage> again = queue.receiveAfterWait(1, 1);
      String result = queue.delete(old.getFirst().receipt()) ? "taken" : "rejected";
      return bodies(again) + ", " + result + ", " + (queue.isEmptyAfterWait() ? "gone" : "kept");
    }
  },
  WITHOUT_VISIBILITY_TIMEOUT_IT_COMES_AT_ONCE("a1 a2, a1 a2") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      List<SqsTestQueue.TestMessage> messages = queue.receive(10, 30);
      messages.forEach(message -> queue.changeVisibility(message.receipt(), 0));
      return bodies(messages) + ", " + bodies(queue.receive(10, 30));
    }
  },
  A_FOLLOWER_STILL_IN_FLIGHT_LOCKS_THE_GROUP("a1 a2, nothing") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      List<SqsTestQueue.TestMessage> messages = queue.receive(10, 30);
      queue.changeVisibility(messages.getFirst().receipt(), 0);
      return bodies(messages) + ", " + bodies(queue.receive(10, 30));
    }
  },
  A_LONGER_VISIBILITY_IS_KEPT("a1, nothing") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1");
      List<SqsTestQueue.TestMessage> messages = queue.receive(1, 1);
      queue.changeVisibility(messages.getFirst().receipt(), 30);
      return bodies(messages) + ", " + bodies(queue.receiveAfterWait(10, 30));
    }
  },
  THE_SAME_DEDUP_ID_IS_TAKEN_ONCE("a1, nothing") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a1");
      List<SqsTestQueue.TestMessage> messages = queue.receive(10, 30);
      messages.forEach(message -> queue.delete(message.receipt()));
      return bodies(messages) + ", " + bodies(queue.receive(10, 30));
    }
  },
  IT_IS_STORED_AFTER_THE_DELETION("a1, nothing") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1");
      List<SqsTestQueue.TestMessage> messages = queue.receive(10, 30);
      messages.forEach(message -> queue.delete(message.receipt()));
      send(queue, "a1");
      return bodies(messages) + ", " + bodies(queue.receive(10, 30));
    }
  },
  DEDUP_IDS_ARE_OF_THE_GROUP("2 messages") {
    @Override
    String play(SqsTestQueue queue) {
      queue.send("a", "same", "a1");
      queue.send("b", "same", "b1");
      int first = queue.receive(10, 30).size();
      return first + queue.receive(10, 30).size() + " messages";
    }
  },
  SEQUENCE_NUMBERS_GROW("grow") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2", "a3");
      List<String> numbers =
          queue.receive(10, 30).stream().map(SqsTestQueue.TestMessage::sequence).toList();
      return numbers.equals(numbers.stream().sorted().distinct().toList()) ? "grow" : "do not";
    }
  },
  RECEIVED_TOO_OFTEN_IT_IS_A_DEAD_LETTER("a1 once, a1 twice, a1 thrice, a2, dead a1") {
    @Override
    String play(SqsTestQueue queue) {
      send(queue, "a1", "a2");
      String first = counted(queue.receive(1, 1));
      String second = counted(queue.receiveAfterWait(1, 1));
      String third = counted(queue.receiveAfterWait(1, 1));
      String next = bodies(queue.receiveAfterWait(10, 30));
      return String.join(", ", first, second, third, next, "dead " + bodies(queue.dead()));
    }
  };

  private static final List<String> TIMES = List.of("", " once", " twice", " thrice");

  private final String documented;

  SqsCase(String documented) {
    this.documented = documented;
  }

  /// What AWS documents.
  String documented() {
    return documented;
  }

  /// What happens on this queue, which is empty and this case's own.
  abstract String play(SqsTestQueue queue);

  /// Group and dedup id follow from the body: `a1` is the first of group a.
  private static void send(SqsTestQueue queue, String... bodies) {
    for (String body : bodies) {
      queue.send(body.substring(0, 1), body, body);
    }
  }

  private static String bodies(List<SqsTestQueue.TestMessage> messages) {
    return messages.isEmpty()
        ? "nothing"
        : messages.stream().map(SqsTestQueue.TestMessage::body).collect(Collectors.joining(" "));
  }

  private static String counted(List<SqsTestQueue.TestMessage> messages) {
    return messages.stream()
        .map(message -> message.body() + TIMES.get(message.receives()))
        .collect(Collectors.joining(" "));
  }
}
