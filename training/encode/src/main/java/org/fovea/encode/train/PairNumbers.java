package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;

/**
 * Numbers of the pairs that are trained like weights: latent numbers, and poses where the renderer learns them. One
 * more array behind those of the tensors, [pair][number], in units in which a step of the optimiser matters alike for
 * each.
 *
 * @param latents numbers of a pair
 * @param dimensions of them, of a picture
 * @param poses numbers of a pair's poses, 0 where these are not learnt
 * @param bits of a latent number
 * @param latentUnit what a latent number is divided by
 */
public record PairNumbers(int pairs, int latents, int dimensions, int poses, LatentBits bits, float latentUnit) {
    /** Cells for motion, cells at the corners for perspective, grey levels for light and contrast. */
    private static final float[] MOTION_UNITS = {1, 1, 1, 1, 1, 1, 0.5f, 0.5f, 8, 8, 8, 8};

    /** A latent number is seen by the steps of its pair alone, so that each of these must reach further. */
    private static final float LATENT_UNIT = 3;

    /** The same beside the weights of a base, which take smaller steps: latent numbers begin with nothing. */
    private static final float LATENT_UNIT_ON_BASE = 6;

    /** Fine enough to begin with; the poses stage makes it coarser. */
    private static final float POSE_STEP = 1 / 512f;

    /**
     * Numbers of an archive.
     *
     * @param learnsPoses whether poses are among them
     * @param bits of a latent number
     */
    static PairNumbers of(RendererContent content, boolean learnsPoses, LatentBits bits) {
        return new PairNumbers(
                content.header().pairs(),
                content.hasLatents() ? content.latents(0).length : 0,
                content.header().latentDimensions(),
                learnsPoses ? content.poses().dimensions() : 0,
                bits,
                content.weights().base().isPresent() ? LATENT_UNIT_ON_BASE : LATENT_UNIT);
    }

    /** How many a pair has; 0 where nothing but weights is trained. */
    public int count() {
        return latents + poses;
    }

    /** The archive's numbers. */
    public float[] start(RendererContent content) {
        float[] all = new float[pairs * count()];
        for (int pair = 0; pair < pairs; pair++) {
            float[] values = latents == 0 ? new float[0] : content.latents(pair);
            for (int i = 0; i < latents; i++) {
                all[pair * count() + i] = values[i] / latentUnit;
            }
            float[] pose = content.poses().pose(pair);
            for (int i = 0; i < poses; i++) {
                all[pair * count() + latents + i] = pose[i] / unit(latents + i);
            }
        }
        return all;
    }

    /**
     * Gives first frames that have latent numbers of their own the mean of those of the frames around them.
     *
     * @param all numbers of all pairs, changed in place
     */
    void interpolateFirst(float[] all) {
        if (latents == dimensions) {
            return;
        }
        for (int pair = 0; pair < pairs; pair++) {
            for (int i = 0; i < dimensions; i++) {
                int second = pair * count() + dimensions + i;
                float before = all[pair == 0 ? second : second - count()];
                all[second - dimensions] = (before + all[second]) / 2;
            }
        }
    }

    /** What the renderer will see of the numbers. */
    float[] seen(float[] all) {
        if (latents == 0 || bits.exact()) {
            return all;
        }
        float[] seen = all.clone();
        LatentTrack track = latents(all);
        int pictures = latents / dimensions;
        for (int row = 0; row < track.rows(); row++) {
            float[] values = track.values(row);
            int from = row / pictures * count() + row % pictures * dimensions;
            for (int i = 0; i < dimensions; i++) {
                seen[from + i] = values[i] / latentUnit;
            }
        }
        return seen;
    }

    /** The numbers of a pair as the renderer is given them: latent numbers, then the pose. */
    public float[] of(float[] all, int pair) {
        float[] numbers = new float[count()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = all[pair * numbers.length + i] * unit(i);
        }
        return numbers;
    }

    /** What a number of a pair is divided by, so that a step of the optimiser matters alike for each. */
    private float unit(int number) {
        return number < latents ? latentUnit : MOTION_UNITS[(number - latents) % MOTION_UNITS.length];
    }

    /** The gradient with one more array for the numbers of all pairs. */
    Gradient extended(Gradient gradient, int... which) {
        float[][] values = appended(gradient.values(), slopes(which, gradient.numberSlopes()));
        return new Gradient(gradient.lost(), values, gradient.numberSlopes());
    }

    /**
     * The gradient of all numbers, in the units of the optimiser.
     *
     * @param which pairs
     * @param given slopes of their numbers, pair by pair; those of all others are 0
     */
    public float[] slopes(int[] which, float[] given) {
        float[] all = new float[pairs * count()];
        for (int i = 0; i < given.length; i++) {
            all[which[i / count()] * count() + i % count()] += given[i] * unit(i % count());
        }
        return all;
    }

    /** The arrays of tensors and, behind them, the numbers of all pairs: what a training moves. */
    public static float[][] appended(float[][] tensors, float[] numbers) {
        float[][] all = Arrays.copyOf(tensors, tensors.length + 1);
        all[tensors.length] = numbers;
        return all;
    }

    /** The same without the numbers. */
    public static float[][] tensors(float[][] all) {
        return Arrays.copyOf(all, all.length - 1);
    }

    public static float[] numbers(float[][] all) {
        return all[all.length - 1];
    }

    /** Latent numbers as an archive says them, where there are any. */
    Optional<LatentTrack> latentTrack(float[] all) {
        return latents == 0 ? Optional.empty() : Optional.of(latents(all));
    }

    private LatentTrack latents(float[] all) {
        float[] values = new float[pairs * latents];
        for (int pair = 0; pair < pairs; pair++) {
            for (int i = 0; i < latents; i++) {
                values[pair * latents + i] = all[pair * count() + i] * latentUnit;
            }
        }
        return bits.track(values, dimensions);
    }

    /** Poses as an archive says them, where they are learnt. */
    public Optional<PoseTrack> poseTrack(float[] all) {
        if (poses == 0) {
            return Optional.empty();
        }
        List<PoseColumn> columns = new ArrayList<>();
        for (int dimension = 0; dimension < poses; dimension++) {
            int here = latents + dimension;
            int[] codes = IntStream.range(0, pairs)
                    .map(pair -> Math.round(all[pair * count() + here] / POSE_STEP))
                    .toArray();
            if (Arrays.stream(codes).anyMatch(code -> code != 0)) {
                columns.add(new PoseColumn(dimension, POSE_STEP * unit(here), 0, codes));
            }
        }
        return Optional.of(new PoseTrack(pairs, poses, columns));
    }
}
