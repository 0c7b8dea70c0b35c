package org.fovea.evaluate;

import java.util.Arrays;
import java.util.List;

/** The further networks of an objective, taken together. */
public final class Further {
    private Further() {}

    /** What is kept of all answers on a pair, one network after the other. */
    public static float[] answers(List<FurtherNetwork> networks, FramePair pair) {
        float[] all =
                new float[networks.stream().mapToInt(FurtherNetwork::outputs).sum()];
        int at = 0;
        for (FurtherNetwork network : networks) {
            float[] answer = network.answer(pair);
            if (answer.length != network.outputs()) {
                throw new IllegalStateException(network.name() + ": " + answer.length + " numbers, " + network.outputs()
                        + " expected; its shape must stay the same");
            }
            System.arraycopy(answer, 0, all, at, answer.length);
            at += answer.length;
        }
        return all;
    }

    /**
     * What one network's part is of what all answered.
     *
     * @param index of the network
     * @param all as {@link PairAnswer#further} holds it
     */
    public static float[] part(List<FurtherNetwork> networks, int index, float[] all) {
        int from = 0;
        for (int before = 0; before < index; before++) {
            from += networks.get(before).outputs();
        }
        return Arrays.copyOfRange(all, from, from + networks.get(index).outputs());
    }

    /** What each network lost on a pair; empty where there is none. */
    public static double[] distortions(List<FurtherNetwork> networks, float[] original, float[] candidate) {
        double[] lost = new double[networks.size()];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = networks.get(i).distortion(part(networks, i, original), part(networks, i, candidate));
        }
        return lost;
    }
}
