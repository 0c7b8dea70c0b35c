package org.fovea.encode.train;

import java.util.Arrays;
import java.util.List;

/**
 * What some pairs say about the weights.
 *
 * @param lost by each pair
 * @param values of each tensor, in the order of the family: means over the pairs
 * @param numberSlopes of each number of the pairs that is trained, pair by pair, see {@link PairNumbers}; shares of the
 *     mean over the pairs; empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record Gradient(List<Lost> lost, float[][] values, float[] numberSlopes) {
    /**
     * What a pair loses.
     *
     * @param segmentation expected share of wrong pixels, 0..1
     * @param pose pose distortion, 0 where the network does not learn poses
     * @param loss what was differentiated
     * @param further points of the further networks' terms on this pair, 0 where there is none
     */
    public record Lost(double segmentation, double pose, double loss, double further) {}

    public Gradient {
        lost = List.copyOf(lost);
    }

    /** Of a single pair, where there is no further network. */
    public Gradient(double segmentation, double pose, double loss, float[][] values, float[] numberSlopes) {
        this(List.of(new Lost(segmentation, pose, loss, 0)), values, numberSlopes);
    }

    /** The gradient of all pairs of some gradients; a single one as it is. */
    static Gradient mean(List<Gradient> parts) {
        Gradient first = parts.getFirst();
        if (parts.size() == 1) {
            return first;
        }
        List<Lost> lost = parts.stream().flatMap(part -> part.lost.stream()).toList();
        float[][] values = Adam.zeros(first.values);
        float[] slopes = new float
                [parts.stream().mapToInt(part -> part.numberSlopes.length).sum()];
        int next = 0;
        for (Gradient part : parts) {
            float share = (float) part.lost.size() / lost.size();
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values[i].length; j++) {
                    values[i][j] += share * part.values[i][j];
                }
            }
            for (float slope : part.numberSlopes) {
                slopes[next++] = share * slope;
            }
        }
        return new Gradient(lost, values, slopes);
    }

    /** The same without the first tensors, which are not trained. */
    Gradient without(int first) {
        float[][] others = Arrays.copyOfRange(values, first, values.length);
        return new Gradient(lost, others, numberSlopes);
    }
}
