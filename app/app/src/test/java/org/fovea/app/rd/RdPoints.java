package org.fovea.app.rd;

import java.util.Map;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.scale.ScaleFilter;

/** Points for tests. */
final class RdPoints {
    private static final FrameSize CODED = new FrameSize(320, 240);

    static final StreamRate RATE = new StreamRate(40, new FrameSize(640, 480), new FrameRate(20, 1));

    private RdPoints() {}

    static RdPoint archive(String series, String label, long bytes, double score) {
        RdPoint.Coding none = new RdPoint.Coding("", 0, 100, CODED.width(), CODED.height(), "", "");
        return point(series, label, none, bytes, score);
    }

    static RdPoint anchor(AnchorCodec codec, String preset, long bytes, double score) {
        AnchorSettings settings = new AnchorSettings(codec, preset, 40, 50, ScaleFilter.LANCZOS);
        return point(codec.title(), settings.label(), RdPoint.coding(settings, CODED, "test"), bytes, score);
    }

    static RdPoint fovea(long bytes, double score) {
        return archive(RdPoint.FOVEA, "a" + bytes + ".zip", bytes, score);
    }

    static RdPoint av1(long bytes, double score) {
        return anchor(AnchorCodec.AV1, "4", bytes, score);
    }

    private static RdPoint point(String series, String label, RdPoint.Coding coding, long bytes, double score) {
        Distortion lost = new Distortion(0.01, 0.001);
        Score terms = ScoreFormula.COMMA.score(lost, score - 1 - 0.1);
        boolean rival = !coding.encoder().isEmpty();
        boolean fovea = series.equals(RdPoint.FOVEA);
        return new RdPoint(series, label, coding, bytes, lost, score, 1.5, fovea, rival, Map.of(), terms);
    }
}
