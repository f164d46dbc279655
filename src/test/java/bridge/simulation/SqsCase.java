package bridge.simulation;

import java.util.List;
import java.util.stream.Collectors;

/// One scripted case on a FIFO queue whose messages may be received three times before they are
/// dead letters, and what SQS does by its own documentation (SQS developer guide and API
/// reference).
enum SqsCase {
  A_GROUP_COMES_IN_ORDER("a1 a2 a3") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2", "a3");
      return bodies(queue.receive(10, 30));
    }
  },
  A_GROUP_WITH_A_MESSAGE_IN_FLIGHT_IS_LOCKED("a1, nothing") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      return bodies(queue.receive(1, 30)) + ", " + bodies(queue.receive(10, 30));
    }
  },
  ANOTHER_GROUP_IS_NOT("a1, b1") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2", "b1");
      return bodies(queue.receive(1, 30)) + ", " + bodies(queue.receive(10, 30));
    }
  },
  ONE_RECEIVE_HOLDS_SEVERAL_GROUPS("2 groups") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "b1");
      List<SqsStage.Got> got = queue.receive(10, 30);
      return got.size() + " groups";
    }
  },
  DELETING_FREES_THE_GROUP("a1, a2") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      List<SqsStage.Got> first = queue.receive(1, 30);
      queue.delete(first.getFirst().receipt());
      return bodies(first) + ", " + bodies(queue.receive(10, 30));
    }
  },
  AFTER_ITS_VISIBILITY_IT_COMES_AGAIN_BEFORE_WHAT_IS_BEHIND("a1 once, a1 twice a2 once") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      String first = counted(queue.receive(1, 1));
      return first + ", " + counted(queue.receiveLater(10, 30));
    }
  },
  AN_OLD_RECEIPT_DELETES_NOTHING("a1, refused, kept") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1");
      List<SqsStage.Got> old = queue.receive(1, 1);
      List<SqsStage.Got> again = queue.receiveLater(1, 1);
      String answer = queue.delete(old.getFirst().receipt()) ? "taken" : "refused";
      return bodies(again) + ", " + answer + ", " + (queue.isEmptyLater() ? "gone" : "kept");
    }
  },
  GIVEN_BACK_AT_ONCE_IT_COMES_AT_ONCE("a1 a2, a1 a2") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      List<SqsStage.Got> got = queue.receive(10, 30);
      got.forEach(message -> queue.hide(message.receipt(), 0));
      return bodies(got) + ", " + bodies(queue.receive(10, 30));
    }
  },
  A_FOLLOWER_STILL_IN_FLIGHT_LOCKS_THE_GROUP("a1 a2, nothing") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      List<SqsStage.Got> got = queue.receive(10, 30);
      queue.hide(got.getFirst().receipt(), 0);
      return bodies(got) + ", " + bodies(queue.receive(10, 30));
    }
  },
  A_LONGER_VISIBILITY_HOLDS("a1, nothing") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1");
      List<SqsStage.Got> got = queue.receive(1, 1);
      queue.hide(got.getFirst().receipt(), 30);
      return bodies(got) + ", " + bodies(queue.receiveLater(10, 30));
    }
  },
  THE_SAME_DEDUP_ID_IS_TAKEN_ONCE("a1, nothing") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a1");
      List<SqsStage.Got> got = queue.receive(10, 30);
      got.forEach(message -> queue.delete(message.receipt()));
      return bodies(got) + ", " + bodies(queue.receive(10, 30));
    }
  },
  IT_IS_REMEMBERED_AFTER_THE_DELETION("a1, nothing") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1");
      List<SqsStage.Got> got = queue.receive(10, 30);
      got.forEach(message -> queue.delete(message.receipt()));
      send(queue, "a1");
      return bodies(got) + ", " + bodies(queue.receive(10, 30));
    }
  },
  DEDUP_IDS_ARE_OF_THE_GROUP("2 messages") {
    @Override
    String play(SqsStage queue) {
      queue.send("a", "same", "a1");
      queue.send("b", "same", "b1");
      int first = queue.receive(10, 30).size();
      return first + queue.receive(10, 30).size() + " messages";
    }
  },
  SEQUENCE_NUMBERS_GROW("grow") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2", "a3");
      List<String> numbers = queue.receive(10, 30).stream().map(SqsStage.Got::sequence).toList();
      return numbers.equals(numbers.stream().sorted().distinct().toList()) ? "grow" : "do not";
    }
  },
  RECEIVED_TOO_OFTEN_IT_IS_A_DEAD_LETTER("a1 once, a1 twice, a1 thrice, a2, dead a1") {
    @Override
    String play(SqsStage queue) {
      send(queue, "a1", "a2");
      String first = counted(queue.receive(1, 1));
      String second = counted(queue.receiveLater(1, 1));
      String third = counted(queue.receiveLater(1, 1));
      String next = bodies(queue.receiveLater(10, 30));
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
  abstract String play(SqsStage queue);

  /// Group and dedup id follow from the body: `a1` is the first of group a.
  private static void send(SqsStage queue, String... bodies) {
    for (String body : bodies) {
      queue.send(body.substring(0, 1), body, body);
    }
  }

  private static String bodies(List<SqsStage.Got> got) {
    return got.isEmpty()
        ? "nothing"
        : got.stream().map(SqsStage.Got::body).collect(Collectors.joining(" "));
  }

  private static String counted(List<SqsStage.Got> got) {
    return got.stream()
        .map(message -> message.body() + TIMES.get(message.receives()))
        .collect(Collectors.joining(" "));
  }
}
