package bridge.alarm;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of CloudWatch's metric math that the template uses: numbers, metrics by their id, `+`,
/// `<`, `>`, `AND`, `IF(condition, 1, 0)` and `FILL(metric, 0)`. Where a metric is missing, so is
/// the result.
final class MetricMath {
  private final Deque<String> tokens;
  private final Map<String, Double> values;

  private MetricMath(String expression, Map<String, Double> values) {
    String spaced = expression.replaceAll("([(),+<>])", " $1 ").strip();
    this.tokens = new ArrayDeque<>(Arrays.asList(spaced.split("\\s+")));
    this.values = values;
  }

  /// @param values the metrics that are not missing, by their id
  static @Nullable Double evaluate(String expression, Map<String, Double> values) {
    MetricMath math = new MetricMath(expression, values);
    Double result = math.conjunction();
    if (!math.tokens.isEmpty()) {
      throw new IllegalArgumentException(expression);
    }
    return result;
  }

  private @Nullable Double conjunction() {
    Double left = comparison();
    while (takes("AND")) {
      Double right = comparison();
      left = left == null || right == null ? null : number(left > 0 && right > 0);
    }
    return left;
  }

  private @Nullable Double comparison() {
    Double left = sum();
    if (takes("<")) {
      Double right = sum();
      return left == null || right == null ? null : number(left < right);
    }
    if (takes(">")) {
      Double right = sum();
      return left == null || right == null ? null : number(left > right);
    }
    return left;
  }

  private @Nullable Double sum() {
    Double left = operand();
    while (takes("+")) {
      Double right = operand();
      left = left == null || right == null ? null : (Double) (left + right);
    }
    return left;
  }

  private @Nullable Double operand() {
    String token = tokens.removeFirst();
    return switch (token) {
      case "(" -> {
        Double inner = conjunction();
        expect(")");
        yield inner;
      }
      case "IF" -> {
        expect("(");
        Double condition = conjunction();
        expect(",");
        Double then = conjunction();
        expect(",");
        Double otherwise = conjunction();
        expect(")");
        yield condition == null ? null : condition > 0 ? then : otherwise;
      }
      case "FILL" -> {
        expect("(");
        Double metric = conjunction();
        expect(",");
        Double otherwise = conjunction();
        expect(")");
        yield metric == null ? otherwise : metric;
      }
      default -> Character.isDigit(token.charAt(0)) ? Double.valueOf(token) : values.get(token);
    };
  }

  private boolean takes(String token) {
    boolean isNext = token.equals(tokens.peekFirst());
    if (isNext) {
      tokens.removeFirst();
    }
    return isNext;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw new IllegalArgumentException("expected " + token + " before " + tokens);
    }
  }

  private static double number(boolean isTrue) {
    return isTrue ? 1 : 0;
  }
}
