package org.fovea.app.rd;

import java.util.Map;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.scale.ScaleFilter;

/** Points for tests. */
final class RdPoints {
    private static final FrameSize CODED = new FrameSize(320, 240);

    static final StreamRate RATE = new StreamRate(40, new FrameSize(640, 480), new FrameRate(20, 1));

    private RdPoints() {}

    static RdPoint archive(String series, String label, long bytes, double score) {
        return RdPoint.archive(series, label, CODED, bytes, terms(score), 1.5);
    }

    static RdPoint anchor(AnchorCodec codec, String preset, long bytes, double score) {
        AnchorSettings settings = new AnchorSettings(codec, preset, 40, 50, ScaleFilter.LANCZOS);
        return RdPoint.anchor(new RdPoint.Anchor(settings, "test"), CODED, bytes, terms(score), 1.5);
    }

    static RdPoint fovea(long bytes, double score) {
        return archive(RdPoint.FOVEA, "a" + bytes + ".zip", bytes, score);
    }

    static RdPoint av1(long bytes, double score) {
        return anchor(AnchorCodec.AV1, "4", bytes, score);
    }

    private static PointScore terms(double score) {
        Distortion lost = new Distortion(0.01, 0.001);
        return new PointScore(lost, ScoreFormula.COMMA.score(lost, score - 1 - 0.1), score, Map.of());
    }
}
