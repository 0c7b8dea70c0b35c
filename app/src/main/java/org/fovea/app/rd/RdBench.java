package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fovea.app.rd.anchor.AnchorCodec;
import org.fovea.app.rd.anchor.AnchorPlan;
import org.fovea.app.rd.anchor.AnchorSearch;
import org.fovea.app.rd.anchor.AnchorSettings;
import org.fovea.app.rd.anchor.Anchors;
import org.fovea.codec.io.Sha256;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.StreamEncoder;

/** Compares archives with anchor codecs on one clip. */
public final class RdBench {
    private final RdScorer scorer;
    private final PointStore<RdPoint> store;
    private final Listener listener;

    /** Is told how far a comparison is. */
    public interface Listener {
        /**
         * A point is about to be measured.
         *
         * @param series of the point
         * @param label of the point
         * @param done points of the series before this one
         * @param most points of the series at most
         */
        RdScorer.Steps begins(String series, String label, int done, int most);

        /**
         * A point is known.
         *
         * @param remembered whether it was measured earlier
         */
        void known(RdPoint point, boolean remembered, int done, int most);
    }

    /**
     * A comparison.
     *
     * @param file of the points that were measured; it need not exist
     * @throws org.fovea.app.AppException where that file belongs to another task, or is no such file
     */
    public RdBench(RdTask task, RdScorer scorer, Path file, Listener listener) throws IOException {
        this.scorer = scorer;
        this.store = PointStore.open(file, RdDocument.stored(RdDocument.About.of(task), task.originalBytes()));
        this.listener = listener;
    }

    /**
     * Scores archives.
     *
     * @param payload files that some of them need and do not hold
     */
    public List<RdPoint> archives(List<Path> files, List<Path> payload) throws IOException, InterruptedException {
        List<RdPoint> points = new ArrayList<>();
        for (Path file : files) {
            int done = points.size();
            String name = file.getFileName().toString();
            points.add(point(
                    "archive " + Sha256.of(file) + " " + name,
                    () -> scorer.archive(file, payload, listener.begins(RdPoint.FOVEA, name, done, files.size())),
                    done,
                    files.size()));
        }
        return points;
    }

    /**
     * Searches every anchor codec's best settings. What earlier runs measured of it is given, too.
     *
     * @param presets of each codec
     */
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
                                () -> scorer.anchor(
                                        encoder,
                                        settings,
                                        listener.begins(codec.title(), settings.label(), before, most)),
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
                .filter(point -> point instanceof AnchorPoint anchor
                        && anchor.settings().codec() == codec
                        && anchor.encoder().equals(encoder.version()))
                .toList();
    }

    private RdPoint point(String key, PointStore.Measurement<RdPoint> measurement, int done, int most)
            throws IOException, InterruptedException {
        boolean remembered = store.knows(key);
        RdPoint point = store.point(key, measurement);
        listener.known(point, remembered, done + 1, most);
        return point;
    }
}
