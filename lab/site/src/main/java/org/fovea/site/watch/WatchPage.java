package org.fovea.site.watch;

import java.util.List;
import java.util.Optional;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.layout.Templates;
import org.fovea.site.plot.Asset;
import org.fovea.site.plot.Figure;

/**
 * A run at a moment, as one page without scripts: what is done, how long it will take, curves, pictures, bytes. Shown
 * by a server it reloads itself; written to a file it holds everything.
 *
 * @param name of the run directory
 * @param state in one sentence
 * @param facts figures at the top
 * @param share that is done, 0..1; absent where it is not known
 * @param terms over the steps
 * @param stages that are finished
 * @param previews pictures, the latest first
 * @param bytes of the latest archive
 * @param refreshSeconds after which the page reloads itself; 0 for never
 * @param live whether a server shows it, which has style sheet and pictures as files of their own
 */
public record WatchPage(
        String name,
        String state,
        List<Fact> facts,
        Optional<Double> share,
        List<Term> terms,
        List<StageRow> stages,
        List<Preview> previews,
        Optional<ByteLedgerBar> bytes,
        int refreshSeconds,
        boolean live) {
    /**
     * A figure at the top.
     *
     * @param name what it is
     * @param value itself
     * @param aside more about it
     */
    public record Fact(String name, String value, String aside) {}

    /**
     * Something that falls while a run learns.
     *
     * @param title of its chart
     * @param unit of its values
     * @param caption what it is, a sentence
     * @param curves at least one
     */
    public record Term(String title, String unit, String caption, List<Curve> curves) {
        public Figure figure() {
            return Figure.both(() -> TermChart.of(this));
        }
    }

    /**
     * A stage's part of it.
     *
     * @param stage number and name
     * @param points by step, at least one
     */
    public record Curve(String stage, List<Point> points) {}

    /**
     * A value.
     *
     * @param step of all trainings, one after the other
     * @param value finite
     */
    public record Point(long step, double value) {}

    /**
     * A stage that is finished.
     *
     * @param stage number and name
     * @param bytes of its archive
     * @param terms segmentation, pose, rate and their sum, where they were measured
     * @param time that it took
     */
    public record StageRow(String stage, long bytes, List<Double> terms, String time) {}

    /**
     * Pairs after a stage.
     *
     * @param stage number and name
     * @param address of the picture: a file of the server, or all of it
     */
    public record Preview(String stage, String address) {}

    public static String style() {
        return Asset.text("site.css") + Asset.text("watch.css");
    }

    /** What the page may load. */
    public String policy() {
        return live
                ? "default-src 'none'; img-src 'self' data:; style-src 'self'"
                : "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    }

    public String html() {
        return Templates.draw("watch.jte", this);
    }
}
