package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorPlan;
import org.fovea.app.anchor.AnchorSearch;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.app.anchor.Anchors;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.StreamEncoder;

/** Compares archives with anchor codecs on one clip. */
public final class RdBench {
    private final RdScorer scorer;
    private final PointStore store;
    private final Reporter reporter;
    private double seconds;
    private int measured;

    /**
     * A comparison.
     *
     * @param file of the points that were measured; it need not exist
     * @param reporter shows a task for the point at work, a note for each that is done, with the time left at most
     * @throws org.fovea.app.AppException where that file belongs to another task, or is no such file
     */
    public RdBench(RdTask task, Optional<GroundTruthCache> cache, Path file, Reporter reporter) throws IOException {
        this.scorer = new RdScorer(task, cache, reporter.only(Reporter.Part.NOTES));
        this.store = PointStore.open(file, RdDocument.About.of(task), task.formula(), task.originalBytes());
        this.reporter = reporter;
    }

    public List<RdPoint> archives(List<Path> files) throws IOException, InterruptedException {
        List<RdPoint> points = new ArrayList<>();
        for (Path file : files) {
            int done = points.size();
            String name = file.getFileName().toString();
            points.add(point(
                    "archive " + Sha256.of(file) + " " + name,
                    title(RdPoint.FOVEA, name, done, files.size()),
                    scorer.archiveSteps(),
                    task -> scorer.archive(file, task),
                    done,
                    files.size()));
        }
        return points;
    }

    /** Searches every anchor codec's best settings. What earlier runs measured of it is given, too. */
    public List<RdPoint> anchors(Anchors anchors, AnchorPlan plan, Function<AnchorCodec, String> presets)
            throws IOException, InterruptedException {
        List<RdPoint> points = new ArrayList<>();
        for (Map.Entry<AnchorCodec, StreamEncoder> anchor : anchors.encoders().entrySet()) {
            AnchorCodec codec = anchor.getKey();
            StreamEncoder encoder = anchor.getValue();
            AnchorSettings base = new AnchorSettings(codec, presets.apply(codec), 0, 100, ScaleFilter.LANCZOS);
            int most = plan.maxPoints(codec);
            int[] done = {0};
            AnchorSearch search = new AnchorSearch(base, plan, settings -> {
                int before = done[0]++;
                return point(
                                key(encoder, settings),
                                title(codec.title(), settings.label(), before, most),
                                scorer.anchorSteps(),
                                task -> scorer.anchor(encoder, settings, task),
                                before,
                                most)
                        .score();
            });
            search.run();
            points.addAll(known(codec, encoder));
        }
        return points;
    }

    /** Everything that a point of an anchor codec depends on besides the task. */
    private static String key(StreamEncoder encoder, AnchorSettings settings) {
        return encoder.version() + ", preset " + settings.preset() + ", CRF " + settings.crf() + ", " + settings.scale()
                + " %, " + settings.filter();
    }

    /** All points that are known of an anchor codec, whatever plan they were measured for. */
    private List<RdPoint> known(AnchorCodec codec, StreamEncoder encoder) {
        return store.all().stream()
                .filter(point -> point.series().equals(codec.title())
                        && point.coding().encoder().equals(encoder.version()))
                .toList();
    }

    @FunctionalInterface
    private interface Measurement {
        RdPoint run(Reporter.Task task) throws IOException, InterruptedException;
    }

    /** The point of a key: the known one, else what is measured now and remembered from now on. */
    private RdPoint point(String key, String title, long steps, Measurement measurement, int done, int most)
            throws IOException, InterruptedException {
        Optional<RdPoint> known = store.find(key);
        if (known.isPresent()) {
            report(known.get(), true, done + 1, most);
            return known.get();
        }
        RdPoint point;
        try (Reporter.Task task = reporter.begin(title, steps, "steps")) {
            point = measurement.run(task);
        }
        store.add(key, point);
        report(point, false, done + 1, most);
        return point;
    }

    private static String title(String series, String label, int done, int most) {
        return String.format(Locale.ROOT, "%s %s (%d/%d)", series, label, done + 1, most);
    }

    private void report(RdPoint point, boolean remembered, int done, int most) {
        if (!remembered) {
            measured++;
            seconds += point.seconds();
        }
        String left = remembered || done == most
                ? ""
                : ", at most " + Text.clock(seconds / measured * (most - done)) + " left";
        String how = remembered ? "known" : Text.seconds(point.seconds()) + left;
        reporter.note(
                String.format(Locale.ROOT, "%s %d/%d, %s: %s", point.series(), done, most, how, RdText.line(point)));
    }
}
