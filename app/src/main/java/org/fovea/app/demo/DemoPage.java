package org.fovea.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.fovea.app.picture.Markup;
import org.fovea.app.picture.Palette;
import org.fovea.app.rd.AnchorCodec;
import org.fovea.app.rd.RdChart;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTargets;
import org.fovea.app.text.Text;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.render.frame.PngWriter;

/**
 * The demo's page: one HTML file with everything in it, no script, nothing fetched, so that it opens by a double click and keeps working when it is sent to
 * somebody.
 */
public final class DemoPage {
    private static final List<String> SECTION_COLOURS =
            List.of("#4a4e69", "#6d597a", "#94684a", "#1b6a8a", "#ca6702", "#9b2226", "#4f7942", "#33658a");

    private final DemoReport report;
    private final RdPoint best;
    private final StringBuilder html = new StringBuilder();

    private DemoPage(DemoReport report) {
        this.report = report;
        this.best = report.points().stream()
                .filter(point -> !point.isFovea())
                .min(Comparator.comparingDouble(RdPoint::score))
                .orElseThrow();
    }

    /** The page as text. */
    public static String of(DemoReport report) throws IOException {
        DemoPage page = new DemoPage(report);
        page.head();
        page.facts();
        page.views();
        page.ledger();
        page.scores();
        page.chart();
        page.end();
        return page.html.toString();
    }

    private void head() throws IOException {
        String style;
        try (InputStream in = Objects.requireNonNull(DemoPage.class.getResourceAsStream("page.css"))) {
            style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        html.append("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <link rel="icon" href="data:,">
                <title>Fovea: a drive in a few kilobytes</title>
                <style>
                """);
        html.append(style).append("</style>\n</head>\n<body>\n<main>\n");
    }

    private void facts() {
        Accounting score = score();
        add("<h1>A drive in %,d bytes</h1>", score.bytes());
        add(
                "<p>%s: %,d pairs of frames of %s, drawn by a program, so that nothing had to be downloaded. Two small frozen networks looked at"
                        + " it; the archive keeps what they saw, and a tiny renderer that draws frames in which they see the same again."
                        + " It is meant for networks, not for eyes.</p>",
                report.night() ? "A synthetic drive by night" : "A synthetic drive", report.pairs(), report.size());
        html.append("<ul class=\"facts\">\n");
        fact("ours", String.format(Locale.ROOT, "%.3f", score.score()), "score of this archive, lower is better");
        fact(
                "theirs",
                String.format(Locale.ROOT, "%.3f", best.score()),
                "best score of AV1 in " + (report.points().size() - 1) + " tries: " + best.label());
        fact(
                "",
                String.format(Locale.ROOT, "%,d", score.bytes()),
                String.format(Locale.ROOT, "bytes; AV1's best has %,d", best.bytes()));
        fact(
                "",
                String.format(Locale.ROOT, "%.0f×", (double) report.originalBytes() / score.bytes()),
                String.format(Locale.ROOT, "smaller than the drive's clip of %,d bytes", report.originalBytes()));
        html.append("</ul>\n");
    }

    private Accounting score() {
        return report.result().score().orElseThrow();
    }

    private void fact(String style, String number, String text) {
        add("<li class=\"%s\"><strong>%s</strong> %s</li>", style, Markup.escape(number), Markup.escape(text));
    }

    private void views() {
        html.append("<section>\n<h2>What people and networks see</h2>\n");
        html.append(
                "<p>The two frames of a pair and the classes in the second one: the original, and what is drawn from the archive. Below, what the"
                        + " pose network answers on each.</p>\n");
        html.append("<ul class=\"legend\" aria-label=\"Colours of the classes\">\n");
        for (int i = 0; i < report.classes().size(); i++) {
            add(
                    "<li><span class=\"swatch\" style=\"background:#%06x\"></span>%s</li>",
                    Palette.colours().get(i), Markup.escape(report.classes().get(i)));
        }
        html.append("</ul>\n");
        for (DemoView view : report.views()) {
            view(view);
        }
        html.append("</section>\n");
    }

    private void view(DemoView view) {
        add("<h3>Pair %d of %d</h3>\n<div class=\"pair\">", view.pair(), report.pairs());
        frame("original, frame 1", view, view.original().first());
        frame("drawn, frame 1", view, view.drawn().first());
        frame("original, frame 2", view, view.original().second());
        frame("drawn, frame 2", view, view.drawn().second());
        String differ = String.format(Locale.ROOT, "%.2f %% of the pixels differ", 100 * view.wrong());
        map("the segmentation network's classes in the original", view, view.originalClasses());
        map("its classes in what is drawn: " + differ, view, view.drawnClasses());
        html.append("</div>\n");
        pose(view);
    }

    private void frame(String caption, DemoView view, byte[] rgb) {
        byte[] png = PngWriter.rgb(rgb, report.size().height(), report.size().width());
        figure(
                caption,
                "",
                "Pair " + view.pair() + ", " + caption,
                png,
                report.size().width(),
                report.size().height());
    }

    private void map(String caption, DemoView view, byte[] png) {
        figure(
                caption,
                "map",
                "Pair " + view.pair() + ", " + caption,
                png,
                report.size().width(),
                report.size().height());
    }

    private void figure(String caption, String style, String alt, byte[] png, int width, int height) {
        add(
                "<figure><img class=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>",
                style,
                width,
                height,
                Markup.escape(alt),
                Base64.getEncoder().encodeToString(png),
                Markup.escape(caption));
    }

    /** Answers of the pose network, side by side on one scale. */
    private void pose(DemoView view) {
        int count = Math.min(report.outputs().size(), view.originalPose().length);
        double most = 1e-9;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, Math.max(Math.abs(view.originalPose()[i]), Math.abs(view.drawnPose()[i])));
        }
        html.append("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        add(
                "<caption>The pose network's answers on pair %d, in its own units: mean squared difference %.2g</caption>",
                view.pair(), view.poseDistortion());
        html.append(
                "<thead><tr><th scope=\"col\">output</th><th scope=\"col\">original</th><th scope=\"col\">drawn</th>"
                        + "<th scope=\"col\" class=\"bars\">original (filled), drawn (striped)</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < count; i++) {
            add(
                    "<tr><th scope=\"row\">%s</th><td>%.4f</td><td>%.4f</td><td class=\"bars axis\" aria-hidden=\"true\">%s%s</td></tr>",
                    Markup.escape(report.outputs().get(i)),
                    view.originalPose()[i],
                    view.drawnPose()[i],
                    bar("a", view.originalPose()[i] / most),
                    bar("b", view.drawnPose()[i] / most));
        }
        html.append("</tbody></table></div>\n");
    }

    /** A bar from the middle, to the right for what is positive. */
    private static String bar(String style, double share) {
        double width = 50 * Math.abs(share);
        return String.format(
                Locale.ROOT,
                "<div class=\"bar %s\" style=\"width:%.2f%%;margin-left:%.2f%%\"></div>",
                style,
                Math.max(width, 0.3),
                share < 0 ? 50 - width : 50);
    }

    private void ledger() {
        html.append("<section>\n<h2>Where the bytes are</h2>\n");
        List<LedgerEntry> entries = report.ledger().entries();
        html.append(
                "<div class=\"ledger\" role=\"img\" aria-label=\"Shares of the archive's sections, as in the table below\">\n");
        for (int i = 0; i < entries.size(); i++) {
            double share = 100 * report.ledger().share(entries.get(i));
            add(
                    "<span style=\"width:%.3f%%;background:%s\">%s</span>",
                    share, colour(i), share > 7 ? Markup.escape(entries.get(i).section()) : "");
        }
        html.append(
                "</div>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">section</th><th scope=\"col\">coded by</th>"
                        + "<th scope=\"col\">bytes</th><th scope=\"col\">share</th><th scope=\"col\">cost in score</th></tr></thead>\n<tbody>\n");
        for (int i = 0; i < entries.size(); i++) {
            LedgerEntry entry = entries.get(i);
            add(
                    "<tr><th scope=\"row\"><span class=\"swatch\" style=\"background:%s\"></span>%s</th><td>%s</td><td>%,d</td><td>%.1f %%</td>"
                            + "<td>%.4f</td></tr>",
                    colour(i),
                    Markup.escape(entry.section()),
                    Markup.escape(entry.codec()),
                    entry.codedBytes(),
                    100 * report.ledger().share(entry),
                    report.result().formula().rateTerm(entry.codedBytes(), report.originalBytes()));
        }
        add(
                "<tr class=\"us\"><th scope=\"row\">all</th><td></td><td>%,d</td><td>100.0 %%</td><td>%.4f</td></tr>",
                report.ledger().fileBytes(), score().terms().rate());
        html.append("</tbody></table></div>\n</section>\n");
    }

    private static String colour(int index) {
        return SECTION_COLOURS.get(index % SECTION_COLOURS.size());
    }

    private void scores() {
        Score terms = score().terms();
        html.append("<section>\n<h2>The score</h2>\n");
        add(
                "<p>100 · share of pixels whose class differs + √(10 · mean squared difference of the poses) + 25 · bytes / original bytes. It is a %s"
                        + " on all %,d pairs, of frames that another process drew (%s), which saw the archive and nothing else.</p>",
                Markup.escape(report.result().provenance().scoreName()),
                report.pairs(),
                Markup.escape(report.isolation()));
        html.append(
                "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">the same drive</th><th scope=\"col\">bytes</th>"
                        + "<th scope=\"col\">segmentation</th><th scope=\"col\">pose</th><th scope=\"col\">rate</th><th scope=\"col\">score</th></tr></thead>\n"
                        + "<tbody>\n");
        row(
                "us",
                "this archive",
                score().bytes(),
                terms.segmentation(),
                terms.pose(),
                terms.rate(),
                terms.total());
        List<RdPoint> rivals = new ArrayList<>(
                report.points().stream().filter(point -> !point.isFovea()).toList());
        rivals.sort(Comparator.comparingDouble(RdPoint::score));
        for (RdPoint point : rivals) {
            row(
                    point.equals(best) ? "best" : "",
                    point.series() + ", " + point.label(),
                    point.bytes(),
                    point.segmentationTerm(),
                    point.poseTerm(),
                    point.rateTerm(),
                    point.score());
        }
        html.append("</tbody></table></div>\n</section>\n");
    }

    private void row(String style, String name, long bytes, double... terms) {
        StringBuilder cells = new StringBuilder();
        for (double term : terms) {
            cells.append(String.format(Locale.ROOT, "<td>%.3f</td>", term));
        }
        add("<tr class=\"%s\"><th scope=\"row\">%s</th><td>%,d</td>%s</tr>", style, Markup.escape(name), bytes, cells);
    }

    private void chart() {
        String svg = RdChart.draw(
                report.points(),
                String.format(Locale.ROOT, "synthetic drive, %d pairs of %s", report.pairs(), report.size()),
                report.result().provenance().scoreName());
        html.append("<section>\n<h2>Against AV1</h2>\n");
        add("<p>%s</p>", Markup.escape(comparison()));
        add(
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Chart, scrolls sideways on narrow screens\"><img class=\"chart\""
                        + " width=\"900\" height=\"580\" alt=\"%s\" src=\"data:image/svg+xml;base64,%s\"></div>",
                Markup.escape("Bytes against score, both logarithmic. " + comparison()),
                Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)));
        html.append("</section>\n");
    }

    /** The comparison in words, whichever way it went. */
    private String comparison() {
        Optional<RdTargets> found = RdTargets.of(report.points(), AnchorCodec.AV1.title());
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "AV1's best of a small search over scale and quality scores %.3f with %,d bytes (%s).",
                best.score(),
                best.bytes(),
                best.label()));
        found.ifPresent(targets -> text.append(String.format(
                Locale.ROOT,
                targets.scoreRatio() < 1
                        ? " This archive scores %.3f, %.0f %% of that, with %.0f %% of its bytes."
                        : " This archive scores %.3f, which is worse: %.0f %% of that, with %.0f %% of its bytes.",
                targets.best().score(),
                100 * targets.scoreRatio(),
                100.0 * targets.best().bytes() / best.bytes())));
        return text.toString();
    }

    private void end() {
        add(
                "<footer><p>Made by <code>fovea demo --pairs %d --seed %d%s --profile %s</code> in %s. The clip is synthetic and the networks are small:"
                        + " this shows how Fovea works, not how it would do elsewhere.</p></footer>\n</main>\n</body>\n</html>",
                report.pairs(),
                report.seed(),
                report.night() ? " --night" : "",
                Markup.escape(report.profile()),
                Markup.escape(Text.clock(report.seconds())));
    }

    private void add(String format, Object... values) {
        html.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
