package org.fovea.evaluate.comparison;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** One less the cosine between both answers, each taken as one vector; for embeddings, whose length says nothing. */
public record Cosine() implements Comparison {
    /**
     * Keeps the cosine of a vector of nothing finite; far below the square of any single-precision vector that says
     * something.
     */
    private static final double TINY = 1e-24;

    @Override
    public String label() {
        return "cosine";
    }

    @Override
    public String unit() {
        return "none, 0 alike to 2 opposite";
    }

    @Override
    public void verify(long[] shape) {
        long values = 1;
        for (long side : shape) {
            values *= side;
        }
        if (values < 2) {
            throw new IllegalArgumentException("cosine needs a vector of at least two numbers");
        }
    }

    @Override
    public double value(float[] original, float[] candidate) {
        double product = 0;
        double one = 0;
        double other = 0;
        boolean same = true;
        for (int i = 0; i < original.length; i++) {
            product += (double) original[i] * candidate[i];
            one += (double) original[i] * original[i];
            other += (double) candidate[i] * candidate[i];
            same &= original[i] == candidate[i];
        }
        return same ? 0 : Math.max(0, 1 - product / Math.sqrt((one + TINY) * (other + TINY)));
    }

    @Override
    public Tensor loss(Tensor original, Tensor candidate) {
        Tensor a = original.flatten(1, -1);
        Tensor b = candidate.flatten(1, -1);
        // Half the squared distance of the two directions: the same number, without the rounding of 1 − 0.99….
        Tensor apart = direction(a).sub(direction(b));
        return apart.mul(apart).sum().div(new Scalar(2.0 * a.size(0)));
    }

    private static Tensor direction(Tensor vectors) {
        Tensor length = vectors.mul(vectors)
                .sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional())
                .add(new Scalar(TINY))
                .sqrt();
        return vectors.div(length);
    }
}
