package bridge.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The cold starts as bars: wall time, and beside it the classes outside the archive.
final class ColdStartPlot {
  private static final List<String> STARTS =
      List.of("hello", "ingest", "ingest, restored", "dispatch");
  private static final int ROW = 44;
  private static final int LEFT = 130;
  private static final int WIDTH = 560;

  private ColdStartPlot() {}

  static String svg(Map<String, Double> figures) {
    double longest =
        STARTS.stream().mapToDouble(start -> figure(figures, start, "wall")).max().orElseThrow();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="10" y="20">Cold start until the first answer</text>
        """
            .formatted(LEFT + WIDTH + 190, STARTS.size() * ROW + 40));
    int y = 34;
    for (String start : STARTS) {
      double wall = figure(figures, start, "wall");
      double width = longest == 0 ? 0 : wall / longest * WIDTH;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="10" y="%d">%s</text>
              <rect x="%d" y="%d" width="%.0f" height="24" fill="#4477aa"/>
              <text x="%.0f" y="%d">%.0f ms, %.0f classes</text>
              """,
              y + 17,
              start,
              LEFT,
              y,
              width,
              LEFT + width + 8,
              y + 17,
              wall,
              figure(figures, start, "classes")));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }

  private static double figure(Map<String, Double> figures, String start, String name) {
    return figures.getOrDefault("coldstart." + start + "." + name, 0.0);
  }
}
