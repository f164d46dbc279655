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
    double longest = 1;
    for (String start : STARTS) {
      longest = Math.max(longest, figures.getOrDefault("coldstart." + start + ".wall", 0.0));
    }
    int height = STARTS.size() * ROW + 40;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n"
                + "<text x=\"10\" y=\"20\">Cold start until the first answer</text>%n",
            LEFT + WIDTH + 190,
            height));
    int y = 34;
    for (String start : STARTS) {
      double wall = figures.getOrDefault("coldstart." + start + ".wall", 0.0);
      double classes = figures.getOrDefault("coldstart." + start + ".classes", 0.0);
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"10\" y=\"%d\">%s</text>%n"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"24\" fill=\"#4477aa\"/>%n"
                  + "<text x=\"%.0f\" y=\"%d\">%.0f ms, %.0f classes</text>%n",
              y + 17,
              start,
              LEFT,
              y,
              wall / longest * WIDTH,
              LEFT + wall / longest * WIDTH + 8,
              y + 17,
              wall,
              classes));
      y += ROW;
    }
    return svg.append("</svg>\n").toString();
  }
}
