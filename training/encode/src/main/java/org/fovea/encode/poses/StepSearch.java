package org.fovea.encode.poses;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.evaluate.ScoreTerm;

/**
 * Which dimensions get a column, and with which step: tries coarser and finer steps and leaving a dimension out, keeps
 * what lowers the pose term by the linear models plus the pose coder's real price.
 *
 * @param poseTerm what the mean distortion costs
 * @param bitPrice points for a bit
 * @param rough part of the distortion that the linear models do not see: rounding of frames
 * @param distrust further distortion that is expected for the square of a distance of 1 from the models' poses, by
 *     dimension
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StepSearch(List<LinearPose> models, ScoreTerm poseTerm, double bitPrice, double rough, double[] distrust) {
    /** Steps are these times a power of two, so that they cost few bits themselves. */
    private static final float[] MANTISSAS = {1, 1.25f, 1.5f, 1.75f};

    /**
     * @param sizes for each dimension the number of its step in {@link #step}, {@link #ABSENT} where it has no column
     * @param points pose term and price by the models
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Plan(int[] sizes, PoseTrack track, double points) {}

    /** Instead of the number of a step: no column. */
    static final int ABSENT = Integer.MIN_VALUE;

    /** The step with a number: ascending, four in an octave, number 0 is 1. */
    static float step(int number) {
        return Math.scalb(MANTISSAS[Math.floorMod(number, 4)], Math.floorDiv(number, 4));
    }

    /** The number of the step nearest to a size. */
    static int number(double size) {
        int octave = Math.getExponent(size);
        int best = octave * 4;
        for (int number = octave * 4; number <= octave * 4 + 4; number++) {
            if (Math.abs(step(number) - size) < Math.abs(step(best) - size)) {
                best = number;
            }
        }
        return best;
    }

    /**
     * Steps with which all dimensions that do anything add alike to a distortion, which is about the best for its
     * price.
     */
    int[] firstSizes() {
        int dimensions = models.getFirst().pose().length;
        int outputs = models.getFirst().residuals().length;
        double freedoms = Math.min(dimensions, outputs);
        // Where the term c·2^-b + freedoms·pairs·b·bitPrice is least over b.
        double term = freedoms * models.size() * bitPrice / StrictMath.log(2);
        double share = Math.max(poseTerm.meanOf(term), rough) / freedoms;
        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            double effect = 0;
            for (LinearPose model : models) {
                for (double[] row : model.jacobian()) {
                    effect += row[i] * row[i] / models.size();
                }
            }
            // The pose coder cannot hold every number of columns of many pairs.
            boolean tooMany = (i + 1L) * models.size() > PoseCoder.MAX_CODES;
            sizes[i] = effect == 0 || tooMany ? ABSENT : number(Math.sqrt(12 * share / effect));
        }
        return sizes;
    }

    /** Dimensions that have a column. */
    static int[] dimensions(int[] sizes) {
        return IntStream.range(0, sizes.length).filter(i -> sizes[i] != ABSENT).toArray();
    }

    static float[] steps(int[] sizes) {
        int[] dimensions = dimensions(sizes);
        float[] steps = new float[dimensions.length];
        for (int j = 0; j < steps.length; j++) {
            steps[j] = step(sizes[dimensions[j]]);
        }
        return steps;
    }

    /** The models' poses, rounded to given steps. */
    PoseTrack rounded(int[] sizes) {
        int[] dimensions = dimensions(sizes);
        if (dimensions.length == 0) {
            return new PoseTrack(models.size(), sizes.length, List.of());
        }
        List<double[]> poses = models.stream().map(LinearPose::pose).toList();
        return CodeSearch.of(models, dimensions, steps(sizes), poses, 0, bitPrice, distrust)
                .track();
    }

    Plan plan(int[] sizes, List<double[]> start) {
        int[] dimensions = dimensions(sizes);
        float[] steps = steps(sizes);
        // The price of distortion depends on how much there will be: once more with what was found.
        Plan best = null;
        double distortion = rough;
        List<double[]> from = start;
        for (int round = 0; round < 2; round++) {
            double price = distortionPrice(distortion);
            PoseTrack track = dimensions.length == 0
                    ? new PoseTrack(models.size(), sizes.length, List.of())
                    : CodeSearch.of(models, dimensions, steps, from, price, bitPrice, distrust)
                            .search();
            Plan found = new Plan(sizes, track, points(track));
            if (best == null || found.points() < best.points()) {
                best = found;
            }
            distortion = rough + distortion(track);
            from = poses(track);
        }
        return best;
    }

    /** Points for a pair's distortion of 1 where the mean is as given. */
    double distortionPrice(double mean) {
        return poseTerm.slope(mean) / models.size();
    }

    /** Mean distortion by the models. */
    double distortion(PoseTrack track) {
        double sum = 0;
        for (int pair = 0; pair < models.size(); pair++) {
            double[] pose = wide(track.pose(pair));
            LinearPose model = models.get(pair);
            sum += LeastSquares.squares(model.at(pose));
            for (int i = 0; i < pose.length; i++) {
                double moved = pose[i] - model.pose()[i];
                sum += distrust[i] * moved * moved;
            }
        }
        return sum / models.size();
    }

    private double points(PoseTrack track) {
        return poseTerm.points(rough + distortion(track)) + bitPrice * PoseCoder.bits(track);
    }

    static double[] wide(float[] pose) {
        return IntStream.range(0, pose.length).mapToDouble(i -> pose[i]).toArray();
    }

    static List<double[]> poses(PoseTrack track) {
        return IntStream.range(0, track.pairs())
                .mapToObj(pair -> wide(track.pose(pair)))
                .toList();
    }

    /**
     * Improves a plan until a round over all dimensions finds nothing.
     *
     * @param mostRounds at most so many
     */
    Plan improve(Plan start, int mostRounds) throws InterruptedException {
        Plan best = start;
        for (int round = 0; round < mostRounds; round++) {
            double before = best.points();
            best = better(best, all(best.sizes(), 2));
            best = better(best, all(best.sizes(), -2));
            for (int i = 0; i < best.sizes().length; i++) {
                if (best.sizes()[i] == ABSENT) {
                    continue;
                }
                best = better(best, with(best.sizes(), i, ABSENT));
                for (int by : round == 0 ? new int[] {4, 2, -2, -4} : new int[] {1, 2, -1, -2}) {
                    if (best.sizes()[i] != ABSENT) {
                        best = better(best, with(best.sizes(), i, best.sizes()[i] + by));
                    }
                }
            }
            if (best.points() > before - 2 * bitPrice) {
                break;
            }
        }
        return best;
    }

    private Plan better(Plan best, int[] sizes) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Plan tried = plan(sizes, poses(best.track()));
        return tried.points() < best.points() ? tried : best;
    }

    private static int[] with(int[] sizes, int index, int value) {
        int[] changed = sizes.clone();
        changed[index] = value;
        return changed;
    }

    /** All steps coarser, or finer where the number is negative. */
    static int[] all(int[] sizes, int by) {
        return Arrays.stream(sizes)
                .map(size -> size == ABSENT ? ABSENT : size + by)
                .toArray();
    }
}
