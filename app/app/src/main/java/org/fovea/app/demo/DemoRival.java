package org.fovea.app.demo;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorClip;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorProbe;
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

/** AV1 at the bytes of an archive, or somewhat above, and what it decodes to. */
public record DemoRival(RdPoint point, AnchorClip clip) {
    private static final int STEPS = 8;

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
        Map<AnchorSettings, EncodedStream> streams = new HashMap<>();
        try (Reporter.Task steps = reporter.begin("AV1 at the same bytes", STEPS, "encodes")) {
            AnchorProbe.Trial encode = new AnchorProbe.Trial() {
                @Override
                public long bytesAt(AnchorSettings settings) throws IOException, InterruptedException {
                    EncodedStream stream = trial.encode(encoder, settings, frames -> {});
                    streams.put(settings, stream);
                    steps.update(Math.min(streams.size(), STEPS));
                    return stream.streamBytes();
                }

                @Override
                public double scoreAt(AnchorSettings settings) {
                    return 0; // the one that is found is scored below
                }
            };
            AnchorSettings found = new AnchorProbe(
                            settings(preset, 100), task.clip().size(), 2 * task.pairs(), encode)
                    .run(Math.round(MORE * bytes), 0, 1, () -> false)
                    .getFirst()
                    .settings();
            return scored(task, trial, encoder, found, Objects.requireNonNull(streams.get(found), "it was coded"));
        }
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
