package org.fovea.evaluate.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.Provenance.Input;

/** Results that are made up. */
public final class Scores {
    /** Size of the official clip. */
    public static final long CLIP = 37_545_489;

    /** Pixels of a map. */
    public static final int PIXELS = 196_608;

    private Scores() {}

    /** Of given pairs of a clip of {@code clipFrames} frames. */
    public static ScoreResult of(
            List<PairResult> pairs, long clipFrames, OptionalLong archive, long payload, String evaluators) {
        List<CountedFile> outside = payload == 0 ? List.of() : List.of(new CountedFile("weights.pt", payload));
        return new ScoreResult(
                new PairTable(
                        pairs, clipFrames, (int) (clipFrames / 2), new FrameSize(1164, 874), PIXELS, 6, List.of()),
                new MeteredBytes(
                        archive,
                        "archive.zip",
                        Optional.of("23".repeat(32)),
                        outside,
                        List.of(new CountedFile("videos/0.mkv", CLIP))),
                new Provenance(
                        new Input("videos/0.mkv", "clip", "01".repeat(32), CLIP),
                        new Input("a.zip", "Fovea archive (FVA1)", "23".repeat(32), archive.orElse(1)),
                        new EvaluatorIdentity(evaluators, evaluators.equals("official"), "ab".repeat(32)),
                        "FFmpeg 8.0.1",
                        "cpu",
                        2,
                        "amd64",
                        Map.of("Fovea", "0.1.0"),
                        false,
                        12.5));
    }

    /** Pairs with the same losses. */
    public static List<PairResult> even(int count, double segmentation, double pose) {
        List<PairResult> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new PairResult(
                    i, (int) Math.round(segmentation * PIXELS), segmentation, pose, new double[12], new double[0]));
        }
        return pairs;
    }

    /** Pairs with random losses around those of {@code seed}. */
    public static List<PairResult> random(int first, int count, long seed, double scale) {
        Random random = new Random(seed);
        List<PairResult> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int wrong = (int) (scale * random.nextInt(400));
            double[] errors = new double[12];
            double sum = 0;
            for (int j = 0; j < 12; j++) {
                errors[j] = scale * random.nextDouble() / 700;
                sum += j < 6 ? errors[j] : 0;
            }
            pairs.add(new PairResult(first + i, wrong, (double) wrong / PIXELS, sum / 6, errors, new double[0]));
        }
        return pairs;
    }
}
