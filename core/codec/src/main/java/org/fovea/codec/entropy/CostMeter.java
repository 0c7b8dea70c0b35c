package org.fovea.codec.entropy;

/** A channel that writes nothing and adds up what everything would cost. For searches: its logarithms are not exact. */
public final class CostMeter implements BitChannel {
    private double bits;

    @Override
    public int codeScaled(int bit, long probabilityOfOne) {
        double one = probabilityOfOne * 0x1p-32;
        bits -= Math.log(bit != 0 ? one : 1 - one) / Math.log(2);
        return bit;
    }

    public double bits() {
        return bits;
    }
}
