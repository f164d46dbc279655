package bridge.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// template.yaml as maps, lists and scalars. A short tag is kept as what it stands for: `!Ref X` is
/// `{Ref=X}`, `!GetAtt X.Arn` is `{Fn::GetAtt=X.Arn}`. A path names members and list positions with
/// slashes between: `Resources/EventsQueue/Properties/FifoQueue`.
public record Template(Map<String, Object> root) {
  public static Template read() {
    try (var yaml = Files.newBufferedReader(Path.of("template.yaml"))) {
      return new Template(new Yaml(new WithTags()).load(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Object at(String path) {
    Object value = find(path);
    if (value == null) {
      throw new AssertionError(path + " is missing");
    }
    return value;
  }

  public @Nullable Object find(String path) {
    Object value = root;
    for (String step : path.split("/", -1)) {
      value = member(value, step);
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> map(String path) {
    return (Map<String, Object>) at(path);
  }

  public String text(String path) {
    return at(path).toString();
  }

  int number(String path) {
    return (int) at(path);
  }

  public List<String> resourcesOf(String type) {
    return pathsOf(type).stream().map(path -> path.replaceFirst(".*/", "")).toList();
  }

  /// The paths of a section, of a resource, or of all resources of a type.
  public List<String> pathsOf(String owner) {
    if (root.containsKey(owner)) {
      return List.of(owner);
    }
    return map("Resources").keySet().stream()
        .filter(name -> owner.equals(name) || owner.equals(at("Resources/" + name + "/Type")))
        .map(name -> "Resources/" + name)
        .toList();
  }

  /// The dashboard's body: JSON is YAML.
  public Template dashboard() {
    String body = text("Resources/Dashboard/Properties/DashboardBody/Fn::Sub");
    return new Template(new Yaml(new WithTags()).load(body));
  }

  /// A function's environment variables, its own and those that all functions share.
  public Map<String, Object> settings(String function) {
    Map<String, Object> settings = new TreeMap<>(map("Globals/Function/Environment/Variables"));
    settings.putAll(map("Resources/" + function + "/Properties/Environment/Variables"));
    return settings;
  }

  private static @Nullable Object member(@Nullable Object value, String step) {
    return switch (value) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list when Integer.parseInt(step) < list.size() ->
          list.get(Integer.parseInt(step));
      case null, default -> null;
    };
  }

  private static final class WithTags extends SafeConstructor {
    WithTags() {
      super(new LoaderOptions());
      yamlMultiConstructors.put(
          "!",
          new AbstractConstruct() {
            @Override
            public Object construct(Node node) {
              String tag = node.getTag().getValue().substring(1);
              Object value =
                  switch (node) {
                    case ScalarNode scalar -> constructScalar(scalar);
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new IllegalStateException(tag);
                  };
              return Map.of(tag.equals("Ref") ? "Ref" : "Fn::" + tag, value);
            }
          });
    }
  }
}
