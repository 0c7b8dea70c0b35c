package org.fovea.app.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.app.picture.Palette;
import org.fovea.app.rd.RdChart;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.text.Text;
import org.fovea.codec.FrameSize;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.render.frame.PngWriter;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.model.ByteLedger;
import org.fovea.site.page.DemoSheet;
import org.fovea.site.page.DemoSheet.Answer;
import org.fovea.site.page.DemoSheet.ClassColour;
import org.fovea.site.page.DemoSheet.Picture;
import org.fovea.site.page.DemoSheet.ScoreRow;
import org.fovea.site.page.DemoSheet.View;
import org.fovea.site.page.Losses;
import org.fovea.site.watch.WatchPage.Fact;

/**
 * What the demo's report is on its page, which the site's templates and plots draw.
 *
 * @param origin where the archive comes from, a sentence
 * @param training address of the page of the training that goes on; empty where none does
 * @param isolation what hid the rest of the machine from the process that inflated
 * @param seconds that all took
 * @param points this archive first, then others and AV1
 * @param rival AV1 at the same bytes; empty while it is searched for
 */
public record DemoPage(
        int pairs,
        FrameSize size,
        String origin,
        Optional<String> training,
        String profile,
        String isolation,
        double seconds,
        long originalBytes,
        org.fovea.codec.ledger.ByteLedger ledger,
        ScoreResult result,
        List<RdPoint> points,
        Optional<RdPoint> rival,
        List<DemoView> views,
        List<String> classes,
        List<String> outputs) {
    public String html() {
        return sheet().html();
    }

    private DemoSheet sheet() {
        return new DemoSheet(
                story(),
                colours(),
                views.stream().map(this::view).toList(),
                Losses.of(result, outputs).orElseThrow(),
                sections(),
                scores(),
                RdChart.of(points, scoreName()),
                RdChart.Term.of(points).stream()
                        .flatMap(term -> RdChart.of(points, term).stream()
                                .map(chart ->
                                        new DemoSheet.Distortion("Bytes against " + term.word() + " loss", chart)))
                        .toList());
    }

    private String scoreName() {
        return result.provenance().scoreName();
    }

    private Accounting score() {
        return result.score().orElseThrow();
    }

    private DemoSheet.Story story() {
        return new DemoSheet.Story(
                words("A drive in %,d bytes", score().bytes()),
                words("A synthetic drive: %,d pairs of frames of %s", pairs, size),
                facts(),
                words(
                        "100 · share of pixels whose class differs + √(10 · mean squared difference of the poses) "
                                + "+ 25 · bytes / original bytes."
                                + " It is a %s on all %,d pairs, of frames that an isolated process decoded (%s): "
                                + "it saw the archive and nothing else.",
                        scoreName(), pairs, isolation),
                comparison(),
                new DemoSheet.Command(words("fovea demo --pairs %d --profile %s", pairs, profile), Text.clock(seconds)),
                origin,
                training);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Score of this archive", words("%.3f", score().score()), "lower is better"));
        facts.add(rival.map(point -> new Fact(
                        "AV1 at the same bytes",
                        words("%.3f", point.score()),
                        words("%,d bytes, %s", point.bytes(), point.label())))
                .orElseGet(() -> new Fact("AV1 at the same bytes", "…", "is being measured")));
        best().filter(point -> anchors().size() > 1)
                .ifPresent(point -> facts.add(new Fact(
                        "Best score of AV1",
                        words("%.3f", point.score()),
                        words("in %d tries: %s, %,d bytes", anchors().size(), point.label(), point.bytes()))));
        facts.add(new Fact(
                "Smaller than the drive's clip",
                words("%.0f×", (double) originalBytes / score().bytes()),
                words("which has %,d bytes", originalBytes)));
        return facts;
    }

    private List<ClassColour> colours() {
        return IntStream.range(0, classes.size())
                .mapToObj(i -> new ClassColour(classes.get(i), words("#%06x", Palette.ofClass(i))))
                .toList();
    }

    private View view(DemoView view) {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(frame("original", view.original().second()));
        pictures.add(picture("classes of the original", view.originalClasses(), true));
        pictures.add(
                frame(words("Fovea, %,d bytes", score().bytes()), view.drawn().second()));
        pictures.add(picture("classes of Fovea's frame: " + differ(view.wrong()), view.drawnClasses(), true));
        view.rival().ifPresent(shown -> {
            long bytes = rival.orElseThrow().bytes();
            pictures.add(frame(words("AV1, %,d bytes", bytes), shown.frames().second()));
            pictures.add(picture("classes of AV1's frame: " + differ(shown.wrong()), shown.classes(), true));
        });
        int count = Math.min(outputs.size(), view.originalPose().length);
        List<Answer> answers = IntStream.range(0, count)
                .mapToObj(i -> new Answer(outputs.get(i), view.originalPose()[i], view.drawnPose()[i]))
                .toList();
        return new View(view.pair(), pairs, pictures, view.poseDistortion(), answers);
    }

    private static String differ(double wrong) {
        return words("%.2f %% of the pixels differ", 100 * wrong);
    }

    private Picture frame(String caption, byte[] rgb) {
        return picture(caption, PngWriter.rgb(rgb, size.height(), size.width()), false);
    }

    private Picture picture(String caption, byte[] png, boolean classes) {
        return new Picture(caption, png, classes, size.width(), size.height());
    }

    private DemoSheet.Sections sections() {
        List<LedgerEntry> entries = ledger.entries().stream()
                .sorted(Comparator.comparingLong(LedgerEntry::codedBytes).reversed())
                .toList();
        List<ByteLedger.Part> parts = entries.stream()
                .map(entry -> new ByteLedger.Part(
                        entry.section(),
                        entry.codedBytes(),
                        ledger.share(entry),
                        result.formula().rateTerm(entry.codedBytes(), originalBytes),
                        true))
                .toList();
        return new DemoSheet.Sections(
                ByteLedgerBar.of("Bytes of the archive", new ByteLedger(parts, Optional.of(0L))),
                entries.stream().map(LedgerEntry::codec).toList(),
                score().terms().rate());
    }

    private Optional<RdPoint> best() {
        return anchors().stream().findFirst();
    }

    /** AV1's points, the best first. */
    private List<RdPoint> anchors() {
        return points.stream()
                .filter(point -> !point.fovea())
                .sorted(Comparator.comparingDouble(RdPoint::score))
                .toList();
    }

    private List<ScoreRow> scores() {
        Score terms = score().terms();
        List<ScoreRow> rows = new ArrayList<>();
        rows.add(new ScoreRow(
                "this archive",
                "us",
                score().bytes(),
                List.of(terms.total(), terms.segmentation(), terms.pose(), terms.rate())));
        points.stream().skip(1).filter(RdPoint::fovea).forEach(point -> rows.add(row(point, "")));
        for (RdPoint point : anchors()) {
            rows.add(row(point, best().filter(point::equals).isPresent() ? "best" : ""));
        }
        return rows;
    }

    private static ScoreRow row(RdPoint point, String kind) {
        return new ScoreRow(
                point.series() + ", " + point.label(),
                kind,
                point.bytes(),
                List.of(
                        point.score(),
                        point.terms().segmentation(),
                        point.terms().pose(),
                        point.terms().rate()));
    }

    private String comparison() {
        if (best().isEmpty()) {
            return "AV1 at the same bytes is being measured.";
        }
        double score = score().score();
        RdPoint point = rival.orElseThrow();
        String same = words(
                "This archive scores %.3f. AV1 scores %.3f with %,d bytes (%s).",
                score, point.score(), point.bytes(), point.label());
        return anchors().size() == 1
                ? same
                : same
                        + words(
                                " AV1's best of a small search over scale and quality scores %.3f with %,d bytes (%s),"
                                        + " which is %s.",
                                best().get().score(),
                                best().get().bytes(),
                                best().get().label(),
                                best().get().score() > score ? "worse than this archive" : "better than this archive");
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
