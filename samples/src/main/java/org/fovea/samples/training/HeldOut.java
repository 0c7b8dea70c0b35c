package org.fovea.samples.training;

import java.util.List;
import java.util.function.IntConsumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.bundled.SegmentationNetwork;
import org.fovea.samples.drive.TimeOfDay;

/**
 * How good bundled evaluators are on drives of 640×480 that no training has seen.
 *
 * @param time of day of these drives
 * @param pairs pairs looked at
 * @param accuracy share of pixels whose class is right, 0..1
 * @param overlap for each class, pixels rightly said to be of it divided by those that are or are said to be
 *     (intersection over union)
 * @param error for each pose output, root of the mean squared error in {@link PoseNetwork#units()}
 * @param spread for each pose output, standard deviation of the truth in the same units
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is never compared
public record HeldOut(TimeOfDay time, int pairs, double accuracy, double[] overlap, double[] error, double[] spread) {
    /** One pair's truth and answer. */
    private record Judged(byte[] labels, float[] motion, PairAnswer answer) {}

    /**
     * Measures.
     *
     * @param evaluators with the bundled structure
     * @param drives number of drives
     * @param pairs number of pairs from each
     * @param progress told the number of pairs that are done, by any thread
     */
    public static HeldOut measure(
            EvaluatorPair evaluators, TimeOfDay time, int drives, int pairs, int threads, IntConsumer progress) {
        List<Judged> all = PairDrawing.draw(
                DrivePlan.heldOut(drives, pairs, time),
                threads,
                (pair, labels, motion) -> new Judged(
                        LabelledPair.resizedLabels(labels, pair.size()),
                        LabelledPair.inUnits(motion),
                        evaluators.answer(pair)),
                progress);
        return of(time, all);
    }

    private static HeldOut of(TimeOfDay time, List<Judged> all) {
        int classes = SegmentationNetwork.CLASSES;
        long[][] confusion = new long[classes][classes];
        int outputs = PoseNetwork.OUTPUTS.size();
        double[] squares = new double[outputs];
        double[] sum = new double[outputs];
        double[] sumOfSquares = new double[outputs];
        for (Judged judged : all) {
            for (int i = 0; i < judged.labels().length; i++) {
                confusion[judged.labels()[i]][judged.answer().classes()[i]]++;
            }
            for (int i = 0; i < outputs; i++) {
                double truth = judged.motion()[i];
                double off = judged.answer().pose()[i] - truth;
                squares[i] += off * off;
                sum[i] += truth;
                sumOfSquares[i] += truth * truth;
            }
        }
        double[] error = new double[outputs];
        double[] spread = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            error[i] = Math.sqrt(squares[i] / all.size());
            double mean = sum[i] / all.size();
            spread[i] = Math.sqrt(sumOfSquares[i] / all.size() - mean * mean);
        }
        return new HeldOut(time, all.size(), accuracy(confusion), overlaps(confusion), error, spread);
    }

    private static double accuracy(long[][] confusion) {
        long right = 0;
        long total = 0;
        for (int i = 0; i < confusion.length; i++) {
            for (int k = 0; k < confusion.length; k++) {
                total += confusion[i][k];
            }
            right += confusion[i][i];
        }
        return (double) right / total;
    }

    private static double[] overlaps(long[][] confusion) {
        double[] overlaps = new double[confusion.length];
        for (int i = 0; i < overlaps.length; i++) {
            long either = -confusion[i][i];
            for (int k = 0; k < overlaps.length; k++) {
                either += confusion[i][k] + confusion[k][i];
            }
            overlaps[i] = (double) confusion[i][i] / either;
        }
        return overlaps;
    }

    /** Mean of {@link #overlap} over the classes. */
    public double meanOverlap() {
        double sum = 0;
        for (double value : overlap) {
            sum += value;
        }
        return sum / overlap.length;
    }

    /**
     * Share of an output's variance that the network explains (R²): 1 is perfect, 0 no better than always saying the
     * mean.
     */
    public double explained(int output) {
        double share = error[output] / spread[output];
        return 1 - share * share;
    }

    /** Mean squared error over the outputs: what a pose distortion is measured against. */
    public double poseError() {
        double sum = 0;
        for (double value : error) {
            sum += value * value;
        }
        return sum / error.length;
    }
}
