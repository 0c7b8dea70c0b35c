package org.fovea.evaluate.comparison;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean of the squared differences, of single outputs and of dense ones such as depth and flow.
 *
 * @param mask which values count, by the original's; empty where all do
 */
public record MeanSquared(Optional<Mask> mask) implements Comparison {
    public static final MeanSquared ALL = new MeanSquared(Optional.empty());

    /**
     * Values of the original that count: those between two limits.
     *
     * @param above what a value must be more than; −∞ for no limit
     * @param below what it must be less than; ∞ for no limit
     */
    public record Mask(double above, double below) {
        /** @throws IllegalArgumentException where no value lies between */
        public Mask {
            if (!(above < below)) {
                throw new IllegalArgumentException("no value is above " + above + " and below " + below);
            }
        }

        boolean holds(float value) {
            return value > above && value < below;
        }
    }

    @Override
    public String label() {
        return "mean-squared";
    }

    @Override
    public String unit() {
        return "square of the output's unit";
    }

    @Override
    public List<String> settings() {
        return mask.map(m -> List.of("above=" + m.above(), "below=" + m.below()))
                .orElse(List.of());
    }

    @Override
    public double value(float[] original, float[] candidate) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < original.length; i++) {
            if (mask.isEmpty() || mask.get().holds(original[i])) {
                double difference = (double) candidate[i] - original[i];
                sum += difference * difference;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        Tensor difference = candidate.sub(original);
        Tensor squared = difference.mul(difference);
        if (mask.isEmpty()) {
            return squared.mean();
        }
        Tensor counts = original.gt(new Scalar(mask.get().above()))
                .logical_and(original.lt(new Scalar(mask.get().below())))
                .to(torch.ScalarType.Float);
        return squared.mul(counts).sum().div(counts.sum().add(new Scalar(1e-12)));
    }
}
