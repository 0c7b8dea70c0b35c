package org.fovea.site.page;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.layout.Templates;
import org.fovea.site.plot.Asset;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.SeriesChart;
import org.fovea.site.plot.Svg;
import org.fovea.site.watch.WatchPage;

/**
 * The page of {@code fovea demo}: one document with everything in it, no script, nothing fetched, so that it opens by a
 * double click and keeps working when it is sent to somebody. It belongs to no lab.
 *
 * @param story what was coded, and what the figures say
 * @param classes that the segmentation network tells apart
 * @param views pairs to look at
 * @param losses what was lost of each class and pose output
 * @param bytes sections of the archive, and who coded each, in the same order
 * @param scores this archive and the others, the best first
 * @param chart of the same
 * @param distortions losses over the bytes, one chart for each network that loses anything
 */
public record DemoSheet(
        Story story,
        List<ClassColour> classes,
        List<View> views,
        Losses losses,
        Sections bytes,
        List<ScoreRow> scores,
        SeriesChart chart,
        List<Distortion> distortions) {
    private static final double BAR_WIDTH = 240;
    private static final double BAR_HEIGHT = 22;

    /**
     * What one network loses.
     *
     * @param title above the chart
     * @param chart over bytes
     */
    public record Distortion(String title, SeriesChart chart) {}

    /**
     * Sentences of the page.
     *
     * @param title of the page
     * @param clip what was coded: {@code A synthetic drive: 3 pairs of frames of 640×480}
     * @param facts figures at the top
     * @param score how the score was measured
     * @param comparison with another codec, whichever way it went
     * @param command that made it, and how long it took
     * @param origin where the archive comes from
     * @param training address of the page of a training that goes on, empty where more of this page follows first; the
     *     page reloads itself where it is present
     */
    public record Story(
            String title,
            String clip,
            List<WatchPage.Fact> facts,
            String score,
            String comparison,
            Command command,
            String origin,
            Optional<String> training) {}

    /**
     * How the page came about.
     *
     * @param text of the command
     * @param time that it took
     */
    public record Command(String text, String time) {}

    /**
     * A class of the segmentation network.
     *
     * @param name of it
     * @param colour as in {@code #3b4a6b}
     */
    public record ClassColour(String name, String colour) {}

    /**
     * A pair as people and as networks see it.
     *
     * @param pair its number, counted from 0
     * @param of how many there are
     * @param pictures a frame and its classes, of the original, of Fovea and of AV1
     * @param distortion mean squared difference of the pose network's answers
     * @param answers of the pose network
     */
    public record View(int pair, int of, List<Picture> pictures, double distortion, List<Answer> answers) {
        /** Its number among those of the drive, which are counted from 0. */
        public String label() {
            return "Pair " + pair + " (of 0 to " + (of - 1) + ")";
        }

        /** The largest answer, of either sign. */
        private double most() {
            return answers.stream()
                    .mapToDouble(each -> Math.max(Math.abs(each.original()), Math.abs(each.decoded())))
                    .reduce(1e-9, Math::max);
        }

        /** Both answers as bars from the middle, to the right for what is positive; all of a pair on one scale. */
        public String bars(Answer answer) {
            Svg svg = new Svg();
            svg.open(
                    "svg",
                    "class",
                    "plot answers",
                    "viewBox",
                    "0 0 " + Svg.number(BAR_WIDTH) + " " + Svg.number(BAR_HEIGHT),
                    "aria-hidden",
                    "true");
            bar(svg, answer.original(), 2, "bar");
            bar(svg, answer.decoded(), 12, "bar decoded");
            svg.empty("path", "class", "axis", "d", Plot.path(BAR_WIDTH / 2, 0, BAR_WIDTH / 2, BAR_HEIGHT));
            return svg.close("svg").toString();
        }

        private void bar(Svg svg, double value, double y, String style) {
            double end = BAR_WIDTH / 2 * (1 + value / most());
            Box box = Box.between(BAR_WIDTH / 2, y, end, y + 8);
            Plot.rectangle(svg, new Box(box.x(), y, Math.max(0.7, box.width()), 8), style);
        }
    }

    /**
     * A picture of a pair.
     *
     * @param caption below it
     * @param png itself
     * @param classes whether it is a class map, whose pixels stay square
     * @param width on the page
     * @param height on the page
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
    public record Picture(String caption, byte[] png, boolean classes, int width, int height) {
        /** Its address, which holds all of it. */
        public String address() {
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
        }
    }

    /**
     * A figure that the pose network says.
     *
     * @param name of it
     * @param original on the original
     * @param decoded on the decoded frames
     */
    public record Answer(String name, double original, double decoded) {}

    /**
     * Where the bytes are.
     *
     * @param bar of the sections
     * @param codecs of each section, in the bar's order
     * @param rateTerm what all of them cost in the score
     */
    public record Sections(ByteLedgerBar bar, List<String> codecs, double rateTerm) {}

    /**
     * A line of the table of scores.
     *
     * @param name what was measured
     * @param kind its class in the style sheet: {@code us}, {@code best}, or empty
     * @param bytes that are charged
     * @param terms the score, and its parts for segmentation, pose and rate
     */
    public record ScoreRow(String name, String kind, long bytes, List<Double> terms) {}

    /** The style sheet of the site, and what this page alone needs. */
    public String style() {
        return Asset.text("site.css") + Asset.text("demo.css");
    }

    public String html() {
        return Templates.draw("demo.jte", this);
    }
}
