package dev.vedette.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture with two axes that begin at 0, and a line with dots for each series; SVG that any
 * browser shows.
 */
public final class Plot {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 50;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c0392b", "#7d8a97");

  private final String title;
  private final String across;
  private final String up;
  private final List<Series> series = new ArrayList<>();

  /**
   * A dot.
   *
   * @param x at least 0
   * @param y at least 0
   */
  public record Point(double x, double y) {}

  private record Series(String name, List<Point> points) {}

  /**
   * An empty one.
   *
   * @param across what the horizontal axis shows
   * @param up what the vertical axis shows
   */
  public Plot(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /** Adds a line; without points it is left out. At most three. */
  public Plot add(String name, List<Point> points) {
    if (!points.isEmpty()) {
      series.add(new Series(name, List.copyOf(points)));
    }
    return this;
  }

  /** Whether there is anything to see. */
  public boolean empty() {
    return series.isEmpty();
  }

  /** The picture. */
  public String svg() {
    double mostX =
        round(
            series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::x)
                .max()
                .orElse(1));
    double mostY =
        round(
            series.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1));
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, LEFT, 20, "start", "#000", title);
    text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "#333", across);
    text(svg, LEFT, TOP - 10, "end", "#333", up);
    for (int i = 0; i <= TICKS; i++) {
      double x = x(mostX * i / TICKS, mostX);
      double y = y(mostY * i / TICKS, mostY);
      line(svg, LEFT, y, WIDTH - RIGHT, y);
      text(svg, x, HEIGHT - BOTTOM + 18, "middle", "#333", number(mostX * i / TICKS));
      text(svg, LEFT - 8, y + 4, "end", "#333", number(mostY * i / TICKS));
    }
    for (int i = 0; i < series.size(); i++) {
      draw(svg, series.get(i), COLOURS.get(i % COLOURS.size()), i, mostX, mostY);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void draw(
      StringBuilder svg, Series line, String colour, int index, double mostX, double mostY) {
    StringBuilder path = new StringBuilder();
    for (Point point : line.points()) {
      path.append(format("%.1f,%.1f ", x(point.x(), mostX), y(point.y(), mostY)));
      svg.append(
          format(
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
              x(point.x(), mostX), y(point.y(), mostY), colour));
    }
    svg.append(
        format(
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>%n",
            colour, path.toString().trim()));
    text(svg, LEFT + 10 + index * 130, TOP - 10 + 24, "start", colour, line.name());
  }

  private static double x(double value, double most) {
    return LEFT + value / most * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double most) {
    return HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM);
  }

  /** The next of 1, 2, 5, 10, 20 … above. */
  private static double round(double value) {
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-9))));
    for (double factor : new double[] {1, 2, 5}) {
      if (value <= factor * step) {
        return factor * step;
      }
    }
    return 10 * step;
  }

  private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
    svg.append(format("<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#ddd\"/>%n", x1, y1, x2, y2));
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String colour, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
            x, y, anchor, colour, escaped));
  }

  private static String number(double value) {
    return value >= 10 || value == 0 ? format("%,.0f", value) : format("%.2f", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
