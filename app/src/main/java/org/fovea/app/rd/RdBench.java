package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.codec.io.Sha256;
import org.fovea.video.scale.ScaleFilter;

/** Compares archives with rivals on one clip. */
public final class RdBench {
    private final RdScorer scorer;
    private final RdStore store;
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

    /** With points that are remembered in {@code store}. */
    public RdBench(RdScorer scorer, RdStore store, Listener listener) {
        this.scorer = scorer;
        this.store = store;
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
     * Searches every rival's best settings. What earlier runs measured of it is given, too.
     *
     * @param presets of each codec
     */
    public List<RdPoint> rivals(Anchors rivals, SweepPlan plan, Function<AnchorCodec, String> presets)
            throws IOException, InterruptedException {
        List<RdPoint> points = new ArrayList<>();
        for (Map.Entry<AnchorCodec, AnchorEncoder> rival : rivals.encoders().entrySet()) {
            AnchorCodec codec = rival.getKey();
            AnchorEncoder encoder = rival.getValue();
            AnchorSettings base = new AnchorSettings(codec, presets.apply(codec), 0, 100, ScaleFilter.LANCZOS);
            int most = plan.mostPoints(codec);
            int[] done = {0};
            SettingsSearch search = new SettingsSearch(base, plan, settings -> {
                int before = done[0]++;
                return point(
                        RdStore.key(encoder, settings),
                        () -> scorer.rival(
                                encoder, settings, listener.begins(codec.title(), settings.label(), before, most)),
                        before,
                        most);
            });
            search.run();
            points.addAll(store.of(codec, encoder));
        }
        return points;
    }

    /** Measures a point. */
    private interface Measurement {
        RdPoint run() throws IOException, InterruptedException;
    }

    private RdPoint point(String key, Measurement measurement, int done, int most)
            throws IOException, InterruptedException {
        Optional<RdPoint> known = store.find(key);
        RdPoint point = known.isPresent() ? known.get() : measurement.run();
        if (known.isEmpty()) {
            store.add(key, point);
        }
        listener.known(point, known.isPresent(), done + 1, most);
        return point;
    }
}
