package bridge.template;

import java.util.List;

/// What the stack must never lose. A rule throws an [AssertionError] where it is broken.
///
/// @param promise what holds while the rule does
public record Rule(String promise, Check check) {
  /// Looks at a template.
  public interface Check {
    void on(Template template);
  }

  public static List<Rule> all() {
    return List.of(
        new Rule(
            "queues are FIFO, fast, encrypted, patient and drain into one", QueueRules::queues),
        new Rule(
            "the state table is billed per request and expires its rows", QueueRules::stateTable),
        new Rule("queues refuse plain HTTP", QueueRules::plainHttpIsDenied),
        new Rule("what holds data outlives the stack", QueueRules::dataOutlivesTheStack),
        new Rule("secrets are never generated again", SecretRules::secrets),
        new Rule("each role may do this and nothing else", RoleRules::roles),
        new Rule("only Lambda takes the roles", RoleRules::trust),
        new Rule("every line is kept for a while, none for ever", LogRules::retention),
        new Rule("functions log JSON and metrics pass at every level", LogRules::logging),
        new Rule("the access log holds no personal data", LogRules::accessLog),
        new Rule(
            "the webhook is throttled and every method reaches the function",
            FunctionRules::webhook),
        new Rule("functions are what they are", FunctionRules::functions),
        new Rule("functions get these settings", FunctionRules::settings),
        new Rule("no parameter hides behind the alias", FunctionRules::aliasReadsNoParameter),
        new Rule("delivery is in parts, bounded and can be stopped", FunctionRules::delivery),
        new Rule("alarms watch this", AlarmRules::alarms),
        new Rule("the dashboard answers its questions", DashboardRules::widgets),
        new Rule("the dashboard shows every alarm", DashboardRules::alarmsAreShown),
        new Rule("the dashboard lists what is dropped", DashboardRules::dropsAreListed),
        new Rule("alarms reach the topic, and the mail if there is one", AlarmRules::topic),
        new Rule(
            "parameters are grouped, explained and ready for a first deploy",
            FormRules::parameters),
        new Rule("parameters take what makes sense", FormRules::values),
        new Rule("the stack stands in us-east only", FormRules::rules),
        new Rule("outputs say what to do next", FormRules::outputs),
        new Rule("conditions mean what they say", FormRules::conditions));
  }

  @Override
  public String toString() {
    return promise;
  }
}
