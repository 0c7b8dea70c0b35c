package org.fovea.app.demo;

import java.io.IOException;
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

/** AV1 at the bytes of the demo's archive, or somewhat above, and what it decodes to. */
public record DemoRival(RdPoint point, AnchorClip clip) {
    /** As a search found them for {@link DemoArchive}: 7,048 bytes. */
    private static final AnchorSettings SETTINGS =
            new AnchorSettings(AnchorCodec.AV1, "6", 62, 24, ScaleFilter.LANCZOS);

    /**
     * Encodes and scores.
     *
     * @param task whose folder has room for a stream
     */
    public static DemoRival of(Reporter reporter, RdTask task) throws IOException, InterruptedException {
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
        long start = System.nanoTime();
        EncodedStream stream = trial.encode(encoder, SETTINGS, frames -> {});
        ScoreResult found = trial.score(stream, SETTINGS, Labels.NONE, done -> {});
        return new DemoRival(
                RdPoint.anchor(task, encoder, SETTINGS, stream.streamBytes(), found, start),
                trial.decoded(task.folder(), stream, SETTINGS));
    }
}
