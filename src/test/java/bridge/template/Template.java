package bridge.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  public static Template read() throws IOException {
    try (var yaml = Files.newBufferedReader(Path.of("template.yaml"))) {
      return new Template(new Yaml(new WithTags()).load(yaml));
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

  @SuppressWarnings("unchecked")
  public List<Object> list(String path) {
    return (List<Object>) at(path);
  }

  public List<String> resourcesOf(String type) {
    return map("Resources").keySet().stream()
        .filter(name -> type.equals(find("Resources/" + name + "/Type")))
        .toList();
  }

  /// A copy of the template that lacks what stands at this path.
  public Template without(String path) {
    Template copy = new Template(copy(root));
    int last = path.lastIndexOf('/');
    String step = path.substring(last + 1);
    switch (copy.at(path.substring(0, last))) {
      case Map<?, ?> map -> map.remove(step);
      case List<?> list -> list.remove(Integer.parseInt(step));
      default -> throw new AssertionError(path);
    }
    return copy;
  }

  /// A copy of the template in which this stands at this path.
  public Template with(String path, Object value) {
    Template copy = new Template(copy(root));
    int last = path.lastIndexOf('/');
    copy.map(path.substring(0, last)).put(path.substring(last + 1), value);
    return copy;
  }

  /// Every path from here down, each to a member or a position in a list.
  public List<String> pathsUnder(String path) {
    List<String> paths = new ArrayList<>();
    List<String> steps =
        switch (at(path)) {
          case Map<?, ?> map -> map.keySet().stream().map(String::valueOf).toList();
          case List<?> list -> IntStream.range(0, list.size()).mapToObj(String::valueOf).toList();
          default -> List.of();
        };
    for (String step : steps) {
      paths.add(path + "/" + step);
      paths.addAll(pathsUnder(path + "/" + step));
    }
    return paths;
  }

  private static @Nullable Object member(@Nullable Object value, String step) {
    return switch (value) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list when Integer.parseInt(step) < list.size() ->
          list.get(Integer.parseInt(step));
      case null, default -> null;
    };
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put(key, copy(member)));
        yield (T) copy;
      }
      case List<?> list -> (T) new ArrayList<>(list.stream().map(Template::copy).toList());
      default -> value;
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
