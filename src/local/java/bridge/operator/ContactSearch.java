package bridge.operator;

import bridge.console.JsonBuilder;
import bridge.json.Json;
import bridge.json.JsonWriter;
import bridge.profile.Identity;
import bridge.stack.AwsCallException;
import bridge.stack.StackAddress;
import bridge.stack.StackClients;
import bridge.stack.StackDescription;
import bridge.stack.StackResources;
import bridge.stack.StateTableRows;
import bridge.state.PersonIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The ways from a phone or an e-mail to the groups in log lines: its own hash, under which events
/// without userId and anonymousId are logged, and the state table, which knows the person's userId.
/// The phone or e-mail itself is never sent.
record ContactSearch(
    StackAddress address, StackClients clients, StackDescription stack, Instant now) {

  /// One way.
  ///
  /// @param name hash or table
  /// @param groups the hashes of identifiers to which it leads
  /// @param words what it led to, or why it did not
  record Way(String name, Set<String> groups, String words, String advice) {
    Way {
      groups = Set.copyOf(groups);
    }

    Json json() {
      return new JsonBuilder()
          .put("way", name)
          .put("words", words)
          .put("advice", advice)
          .put("groups", groups.stream().sorted().map(Json.Text::new).toList())
          .json();
    }
  }

  List<Way> ways(String typed) {
    Identity contact = contact(typed);
    Set<String> written = new TreeSet<>(SearchedId.of("contact", typed).values());
    add(contact, written);
    return List.of(
        new Way(
            "hash",
            written,
            "By the hash of the phone or e-mail, as typed and as Regal gets it: events without"
                + " userId and anonymousId.",
            ""),
        byTable(contact));
  }

  /// As the translation reads it: a phone in E.164.
  private Identity contact(String typed) {
    Json.Obj traits =
        new JsonBuilder().put(typed.contains("@") ? "email" : "phone", typed.strip()).json();
    Json event = new JsonBuilder().put("type", "identify").put("traits", traits).json();
    return StackTranslator.of(stack).translate(JsonWriter.text(event), now).subject().who();
  }

  private Way byTable(Identity contact) {
    if (contact.isNobody()) {
      return unused("This is neither a phone nor an e-mail that Regal takes.", "");
    }
    try {
      String table = table();
      return table == null
          ? unused("The stack has no state table.", "Search by userId or anonymousId.")
          : way(PersonIndex.find(contact, new StateTableRows(clients, table, now)::read));
    } catch (AwsCallException e) {
      return unused("The state table was not read. " + e.sentence(), e.advice());
    }
  }

  private @Nullable String table() {
    String given = stack.parameter("StateTableName");
    if (!given.isEmpty()) {
      return given;
    }
    return stack.parameter("StateTableEnabled").equals("true")
        ? StackResources.read(clients, address.name()).physicalId("StateTable")
        : null;
  }

  private static Way way(PersonIndex.Person person) {
    if (!person.isKnown()) {
      return unused(
          "The state table has no row of it: no delivered event named it.",
          "Search by userId or anonymousId.");
    }
    Set<String> groups = new TreeSet<>();
    person.userIds().forEach(id -> groups.addAll(SearchedId.of("userId", id).values()));
    add(new Identity(List.copyOf(person.phones()), List.copyOf(person.emails()), null), groups);
    String unnamed =
        person.unnamed() == 0
            ? ""
            : " It has %d more as hashes alone, which log lines do not hold."
                .formatted(person.unnamed());
    return new Way(
        "table",
        groups,
        "By the state table: it leads to %d userIds, %d phones and %d e-mails of the person.%s%s"
            .formatted(
                person.userIds().size(),
                person.phones().size(),
                person.emails().size(),
                unnamed,
                person.isComplete() ? "" : " Not all of its rows were read."),
        "Events that name an anonymousId alone are found by it, and those of a userId that no"
            + " visitor's event named, by the userId.");
  }

  private static Way unused(String words, String advice) {
    return new Way("table", Set.of(), words, advice);
  }

  private static void add(Identity contact, Set<String> groups) {
    List<String> all = new ArrayList<>(contact.phones());
    all.addAll(contact.emails());
    all.forEach(each -> groups.addAll(SearchedId.of("contact", each).values()));
  }
}
