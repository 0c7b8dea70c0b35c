package org.fovea.encode.latents;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.train.Exactness;
import org.fovea.encode.train.NetworkLoss;
import org.fovea.encode.train.Objective;
import org.fovea.encode.train.TrainableRenderer;
import org.fovea.encode.train.TrainingPair;
import org.fovea.evaluate.EvaluatorPair;

/**
 * In which direction what the segmentation and further networks are expected to lose falls, for each latent number of
 * each pair.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LatentSlopes(Encoding given, StageContext context, Objective objective, float[][] weights) {
    /**
     * As at the end of a training: only pixels near a boundary pull, which are those that a step of a code can turn.
     */
    private static final double TEMPERATURE = 0.35;

    /** Nothing where the renderer has no slopes, or where more counts than what they are slopes of. */
    static Optional<LatentSlopes> of(Encoding given, StageContext context) {
        EvaluatorPair evaluators = context.evaluators();
        boolean both = NetworkLoss.needsBothFrames(evaluators);
        boolean known = evaluators.further().isEmpty()
                ? evaluators.segmentation().present()
                : !both || !evaluators.pose().present();
        if (!known || evaluators.sequence()) {
            return Optional.empty();
        }
        NetworkLoss loss = new NetworkLoss(evaluators, context.formula());
        float[][] weights = QuantisedTensor.dequantised(given.latents().tensors());
        return TrainableRenderer.of(given.latents().header(), both)
                .map(trainable -> new Objective(trainable, loss, given.truth().size()))
                .map(objective -> new LatentSlopes(given, context, objective, weights));
    }

    /**
     * Which way each code goes.
     *
     * @return [pair][dimension], 1, −1, or 0 where there is no slope
     */
    int[] descent(LatentTrack track) throws InterruptedException {
        int count = given.latents().header().pairs();
        List<Integer> pairs = IntStream.range(0, count).boxed().toList();
        List<float[]> all = EachPair.of(
                pairs,
                context.threads(),
                pair -> slopes(track, pair),
                done -> context.progress().update("latents: slopes", done, pairs.size()));
        int[] ways = new int[track.codes().length];
        int numbers = ways.length / count;
        for (int i = 0; i < ways.length; i++) {
            int dimension = i % track.dimensions();
            float rise = all.get(i / numbers)[i % numbers] * (track.value(dimension, 1) - track.value(dimension, 0));
            ways[i] = -(int) Math.signum(rise);
        }
        return ways;
    }

    private float[] slopes(LatentTrack track, int pair) {
        RendererContent content = given.latents();
        float[] values = content.withLatents(track).latents(pair);
        float[] pose = content.poses().pose(pair);
        float[] numbers = Arrays.copyOf(values, values.length + pose.length);
        System.arraycopy(pose, 0, numbers, values.length, pose.length);
        return objective.numberSlopes(
                weights,
                new TrainingPair(new byte[0], given.truth().answer(pair), pose),
                numbers,
                new NetworkLoss.Sharpness(0, TEMPERATURE, Exactness.EXACT, false));
    }
}
