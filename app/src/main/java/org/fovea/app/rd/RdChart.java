package org.fovea.app.rd;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.app.picture.Markup;
import org.fovea.app.rd.anchor.AnchorCodec;

/**
 * A rate-distortion chart as SVG: bytes against score, both logarithmic. Series differ in marker, line and colour, so that black and white suffice; its
 * own background, light or dark as the reader likes it, keeps it readable on any page.
 */
public final class RdChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 580;
    private static final int LEFT = 78;
    private static final int RIGHT = WIDTH - 24;
    private static final int TOP = 100;
    private static final int BOTTOM = HEIGHT - 64;
    private static final int LABEL_ROOM = 385;
    private static final Map<String, Look> LOOKS = Map.of(
            RdPoint.FOVEA,
            new Look("fovea", "", 7),
            RdPoint.ROBUST,
            new Look("robust", "12 4", 6),
            AnchorCodec.AV1.title(),
            new Look("av1", "6 4", 5),
            AnchorCodec.HEVC.title(),
            new Look("hevc", "2 3", 5),
            AnchorCodec.VVC.title(),
            new Look("vvc", "9 3 2 3", 5));

    private static final String STYLE = """
            <style>
              .card { fill: #ffffff; stroke: #d0d7de }
              text { fill: #1f2328; font-family: system-ui, sans-serif; font-size: 14px }
              .halo { stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke }
              .soft { fill: #57606a } .grid { stroke: #d8dee4; stroke-width: 1 } .axis { stroke: #57606a; stroke-width: 1.5 }
              .front { stroke: #8c959f; stroke-opacity: 0.35; stroke-width: 9; fill: none; stroke-linejoin: round }
              .target { stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 10 4 2 4 }
              .line { fill: none; stroke-width: 2 } .off { fill: #ffffff; stroke-width: 1.5 } .on { stroke-width: 1.5 }
              .robust { stroke: #be185d } .robust.on { fill: #be185d } .fovea { stroke: #c2410c } .fovea.on { fill: #c2410c } .av1 { stroke: #1d4ed8 } .av1.on { fill: #1d4ed8 }
              .hevc { stroke: #15803d } .hevc.on { fill: #15803d } .vvc { stroke: #7e22ce } .vvc.on { fill: #7e22ce }
              @media (prefers-color-scheme: dark) {
                .card { fill: #0d1117; stroke: #30363d } text { fill: #e6edf3 } .halo { stroke: #0d1117 } .soft { fill: #9da7b3 }
                .grid { stroke: #21262d } .axis, .target { stroke: #9da7b3 } .off { fill: #0d1117 }
                .robust { stroke: #f472b6 } .robust.on { fill: #f472b6 } .fovea { stroke: #fb923c } .fovea.on { fill: #fb923c } .av1 { stroke: #7aa7ff } .av1.on { fill: #7aa7ff }
                .hevc { stroke: #4ade80 } .hevc.on { fill: #4ade80 } .vvc { stroke: #c084fc } .vvc.on { fill: #c084fc }
              }
            </style>
            """;

    private final List<RdPoint> points;
    private final LogAxis bytes;
    private final LogAxis scores;
    private final StringBuilder svg = new StringBuilder();

    /** How a series is drawn. */
    private record Look(String style, String dashes, int size) {}

    private RdChart(List<RdPoint> points) {
        this.points = points;
        this.bytes = LogAxis.around(
                points.stream().map(point -> (double) point.bytes()).toList(), LEFT, RIGHT);
        this.scores = LogAxis.around(points.stream().map(RdPoint::score).toList(), BOTTOM, TOP);
    }

    /**
     * The chart as a self-contained document.
     *
     * @param all at least one that is no exploit; exploits are left out, because a chart of bytes cannot tell what they hide
     * @param what on which clip
     * @param scoreName name of the score
     */
    public static String draw(List<RdPoint> all, String what, String scoreName) {
        List<RdPoint> points = all.stream().filter(point -> !point.isExploit()).toList();
        RdChart chart = new RdChart(points);
        chart.begin(what, scoreName);
        chart.axes(scoreName);
        chart.target();
        chart.fronts();
        for (String series : RdText.series(points)) {
            chart.series(series);
        }
        for (String series : RdText.series(points)) {
            chart.label(RdText.best(points, series));
        }
        return chart.svg.append("</svg>\n").toString();
    }

    private void begin(String what, String scoreName) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"t d\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        String bests = RdText.series(points).stream()
                .map(series -> "best " + series + " " + RdText.line(RdText.best(points, series)))
                .collect(Collectors.joining("; "));
        add("<title id=\"t\">%s: bytes against %s</title>", Markup.escape(what), Markup.escape(scoreName));
        add("<desc id=\"d\">%s</desc>", Markup.escape(bests));
        svg.append(STYLE);
        add("<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>", WIDTH - 1, HEIGHT - 1);
        text(24, 32, "start", "", " style=\"font-size:17px;font-weight:600\"", "Bytes against " + scoreName);
        text(24, 54, "start", "soft", "", what);
        double x = 24;
        for (String series : RdText.series(points)) {
            Look look = LOOKS.get(series);
            add("<path class=\"line %s\" stroke-dasharray=\"%s\" d=\"M%.1f 78 h36\"/>", look.style(), look.dashes(), x);
            marker(look, "on", x + 18, 78);
            String text = AnchorCodec.of(series).isEmpty() ? series : series + " (" + encoder(series) + ")";
            text(x + 44, 83, "start", "", "", text);
            x += 72 + 7.6 * text.length();
        }
        text(RIGHT, 83, "end", "soft", "", "hollow: beaten by its own codec · grey: front of all");
    }

    private static String encoder(String series) {
        return AnchorCodec.of(series).map(AnchorCodec::encoder).orElse(series);
    }

    private void axes(String scoreName) {
        for (double tick : bytes.ticks()) {
            double x = bytes.at(tick);
            add("<path class=\"grid\" d=\"M%.1f %d V%d\"/>", x, TOP, BOTTOM);
            text(x, BOTTOM + 20, "middle", "soft", "", kilobytes(tick));
        }
        for (double tick : scores.ticks()) {
            double y = scores.at(tick);
            add("<path class=\"grid\" d=\"M%d %.1f H%d\"/>", LEFT, y, RIGHT);
            text(LEFT - 8, y + 5, "end", "soft", "", number(tick));
        }
        add("<path class=\"axis\" fill=\"none\" d=\"M%d %d V%d H%d\"/>", LEFT, TOP, BOTTOM, RIGHT);
        text((LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "", "", "bytes, logarithmic");
        add(
                "<text transform=\"translate(24 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + BOTTOM) / 2, Markup.escape(scoreName + ", lower is better, logarithmic"));
    }

    /** A third of the best AV1 score, where that lies on the chart. */
    private void target() {
        String av1 = AnchorCodec.AV1.title();
        if (!RdText.series(points).contains(av1)) {
            return;
        }
        double score = RdText.best(points, av1).score() * RdTargets.SCORE_RATIO;
        if (score > scores.least()) {
            double y = scores.at(score);
            add("<path class=\"target\" d=\"M%d %.1f H%d\"/>", LEFT, y, RIGHT);
            text(
                    RIGHT - 4,
                    y - 6,
                    "end",
                    "soft halo",
                    "",
                    String.format(Locale.ROOT, "target: a third of AV1's best, %.3f", score));
        }
    }

    /** The staircase of all points: whatever lies right of and above it is beaten. */
    private void fronts() {
        StringBuilder path = new StringBuilder();
        for (RdPoint point : ParetoFront.of(points)) {
            double x = bytes.at(point.bytes());
            double y = scores.at(point.score());
            path.append(
                    path.isEmpty()
                            ? String.format(Locale.ROOT, "M%.1f %.1f", x, y)
                            : String.format(Locale.ROOT, " H%.1f V%.1f", x, y));
        }
        add("<path class=\"front\" d=\"%s\"/>", path);
    }

    private void series(String series) {
        Look look = LOOKS.get(series);
        List<RdPoint> own = RdText.of(points, series);
        List<RdPoint> front = ParetoFront.of(own);
        String path = front.stream()
                .map(point ->
                        String.format(Locale.ROOT, "%.1f %.1f", bytes.at(point.bytes()), scores.at(point.score())))
                .collect(Collectors.joining(" L", "M", ""));
        for (RdPoint point : own) {
            if (!front.contains(point)) {
                point(look, "off", point);
            }
        }
        add("<path class=\"line %s\" stroke-dasharray=\"%s\" d=\"%s\"/>", look.style(), look.dashes(), path);
        front.forEach(point -> point(look, "on", point));
    }

    private void point(Look look, String state, RdPoint point) {
        svg.append("<g><title>")
                .append(Markup.escape(point.series() + " " + RdText.line(point)))
                .append("</title>");
        marker(look, state, bytes.at(point.bytes()), scores.at(point.score()));
        svg.append("</g>\n");
    }

    private void marker(Look look, String state, double x, double y) {
        int size = look.size();
        String style = look.style() + " " + state;
        switch (look.style()) {
            case "fovea", "robust" ->
                add(
                        "<path class=\"%s\" d=\"M%.1f %.1f l%d %d l-%d %d l-%d -%d z\"/>",
                        style, x, y - size, size, size, size, size, size, size);
            case "av1" -> add("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>", style, x, y, size);
            case "hevc" ->
                add(
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%d\"/>",
                        style, x - size, y - size, 2 * size, 2 * size);
            default ->
                add(
                        "<path class=\"%s\" d=\"M%.1f %.1f l%d %d h-%d z\"/>",
                        style, x, y - size, size, 2 * size, 2 * size);
        }
    }

    /** Names the best point of a series, above it where there is room for that, else below. */
    private void label(RdPoint point) {
        double x = bytes.at(point.bytes());
        double y = scores.at(point.score());
        boolean toLeft = x > RIGHT - LABEL_ROOM;
        String text = String.format(
                Locale.ROOT, "%s %.3f, %,d bytes (%s)", point.series(), point.score(), point.bytes(), point.label());
        double below = y + (point.isFovea() ? -14 : 24);
        double inside = Math.clamp(below, TOP + 14, BOTTOM - 8);
        text(toLeft ? x + 6 : x - 6, inside, toLeft ? "end" : "start", "halo", " style=\"font-weight:600\"", text);
    }

    /** With as many digits as a tick needs. */
    private static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String kilobytes(double value) {
        if (value >= 1e6) {
            return number(value / 1e6) + " MB";
        }
        return value >= 1e3 ? number(value / 1e3) + " kB" : number(value);
    }

    private void text(double x, double y, String anchor, String style, String more, String content) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\"%s>%s</text>",
                x, y, anchor, style, more, Markup.escape(content));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
