package org.fovea.app.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorClip;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.app.anchor.AnchorTrial;
import org.fovea.app.anchor.Anchors;
import org.fovea.app.labels.Labels;
import org.fovea.app.rd.RdPoint;
import org.fovea.app.rd.RdTask;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Originals;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.StreamEncoder;

/**
 * AV1 at the bytes of an archive, or just above: for each of a few scales the highest quality number that does not go
 * below them, and of these encodes the one with the best score.
 */
public record DemoRival(RdPoint point, AnchorClip clip) {
    private static final List<Integer> SCALES = List.of(34, 24);
    private static final int STEPS = 6;

    /** Share of the archive's bytes that AV1 may have more. */
    private static final double MORE = 1.1;

    /**
     * Searches.
     *
     * @param task whose folder has room for a stream
     * @param first tried before the search and taken where it comes to the archive's bytes: what an earlier search
     *     found
     */
    public static DemoRival find(Reporter reporter, RdTask task, long bytes, int preset, Optional<AnchorSettings> first)
            throws IOException, InterruptedException {
        StreamEncoder encoder = Objects.requireNonNull(
                Anchors.find(List.of(AnchorCodec.AV1), "").encoders().get(AnchorCodec.AV1), "comes with Fovea");
        TruthSource truth =
                Originals.of(task.networks(), task.clip(), task.clipHash(), Optional.empty(), reporter::note);
        AnchorTrial trial = new AnchorTrial(
                task.clip(),
                truth,
                task.threads(),
                task.folder(),
                new FileHashes().with(task.clip().path(), task.clipHash()),
                reporter.only(Reporter.Part.NOTES));
        if (first.isPresent()) {
            EncodedStream stream = trial.encode(encoder, first.get(), frames -> {});
            if (stream.streamBytes() >= bytes && stream.streamBytes() <= MORE * bytes) {
                return scored(task, trial, encoder, first.get(), stream);
            }
        }
        List<DemoRival> found = new ArrayList<>();
        try (Reporter.Task steps = reporter.begin("AV1 at the same bytes", SCALES.size() * (STEPS + 1L), "steps")) {
            int done = 0;
            for (int scale : SCALES) {
                AnchorSettings base = settings(preset, scale);
                int low = 0;
                int high = base.codec().maxCrf();
                EncodedStream best = trial.encode(encoder, base.at(scale, high), frames -> {});
                AnchorSettings settings = base.at(scale, high);
                boolean tooMany = best.streamBytes() >= bytes;
                while (high - low > 1 && !tooMany) {
                    int middle = (low + high) / 2;
                    EncodedStream next = trial.encode(encoder, base.at(scale, middle), frames -> {});
                    steps.update(Math.min(++done, SCALES.size() * (STEPS + 1)));
                    if (next.streamBytes() >= bytes) {
                        low = middle;
                        best = next;
                        settings = base.at(scale, middle);
                    } else {
                        high = middle;
                    }
                }
                found.add(scored(task, trial, encoder, settings, best));
                steps.update(Math.min(++done, SCALES.size() * (STEPS + 1)));
            }
        }
        return found.stream()
                .min(Comparator.comparing((DemoRival rival) -> rival.point().bytes() > MORE * bytes)
                        .thenComparingDouble(rival -> rival.point().score()))
                .orElseThrow();
    }

    /** The best that a quality number can give at a scale in percent. */
    static AnchorSettings settings(int preset, int scale) {
        return new AnchorSettings(AnchorCodec.AV1, Integer.toString(preset), 1, scale, ScaleFilter.LANCZOS);
    }

    private static DemoRival scored(
            RdTask task, AnchorTrial trial, StreamEncoder encoder, AnchorSettings settings, EncodedStream stream)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        ScoreResult found = trial.score(stream, settings, Labels.NONE, done -> {});
        return new DemoRival(
                RdPoint.anchor(task, encoder, settings, stream.streamBytes(), found, start),
                trial.decoded(task.folder(), stream, settings));
    }
}
