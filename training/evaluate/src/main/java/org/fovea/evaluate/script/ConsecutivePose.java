package org.fovea.evaluate.script;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;

/**
 * A pose network that is shown every two consecutive frames: a pair's answer is that on the pair and that on the step
 * to it from the pair before. Outputs that count come first: those of the pair, those of the step to it. Where there is
 * no pair before, the second half is 0, and nothing is lost in it.
 */
final class ConsecutivePose implements PoseEvaluator {
    private final PoseEvaluator network;

    ConsecutivePose(PoseEvaluator network) {
        this.network = network;
    }

    @Override
    public PoseEvaluator step() {
        return network;
    }

    @Override
    public String comparison() {
        return network.comparison();
    }

    @Override
    public String unit() {
        return network.unit();
    }

    @Override
    public int outputs() {
        return 2 * network.outputs();
    }

    @Override
    public int counted() {
        return 2 * network.counted();
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        return network.prepare(first, second);
    }

    /** One step's outputs: {@link #step} says so. */
    @Override
    public Tensor pose(Tensor prepared) {
        return network.pose(prepared);
    }

    @Override
    public Optional<String> withoutGradient() {
        return network.withoutGradient();
    }

    @Override
    public float[] pose(FramePair pair) {
        float[] inside = network.pose(pair);
        byte[] before = pair.before();
        float[] between = before == null
                ? new float[inside.length]
                : network.pose(new FramePair(pair.size(), before, pair.first()));
        int counted = network.counted();
        int rest = inside.length - counted;
        float[] both = new float[2 * inside.length];
        System.arraycopy(inside, 0, both, 0, counted);
        System.arraycopy(between, 0, both, counted, counted);
        System.arraycopy(inside, counted, both, 2 * counted, rest);
        System.arraycopy(between, counted, both, 2 * counted + rest, rest);
        return both;
    }

    /** The outputs of one step, 0 for that of the pair, 1 for that to it, with zeros for those that do not count. */
    float[] step(float[] both, int step) {
        float[] one = new float[network.outputs()];
        System.arraycopy(both, step * network.counted(), one, 0, network.counted());
        return one;
    }

    @Override
    public double difference(int output, float[] original, float[] candidate) {
        int which = output / network.counted();
        return which > 1
                ? (double) original[output] - candidate[output]
                : network.difference(output % network.counted(), step(original, which), step(candidate, which));
    }

    @Override
    public double distortion(float[] original, float[] candidate) {
        double inside = network.distortion(step(original, 0), step(candidate, 0));
        double between = network.distortion(step(original, 1), step(candidate, 1));
        return (inside + between) / 2;
    }
}
