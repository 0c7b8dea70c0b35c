package org.fovea.codec.entropy;

import java.util.LinkedHashMap;
import java.util.Map;

/** A channel that writes nothing and adds up what each field would cost. For explanations only: its logarithms are not exact. */
public final class CostMeter implements BitChannel {
    private final Map<String, double[]> fields = new LinkedHashMap<>();
    private double[] current = new double[1];

    @Override
    public int codeScaled(int bit, long probabilityOfOne) {
        double one = probabilityOfOne * 0x1p-32;
        current[0] -= Math.log(bit != 0 ? one : 1 - one) / Math.log(2);
        return bit;
    }

    @Override
    public void enter(String field) {
        current = fields.computeIfAbsent(field, name -> new double[1]);
    }

    /** Bits of each field, in the order of first appearance. */
    public Map<String, Double> bits() {
        Map<String, Double> bits = new LinkedHashMap<>();
        fields.forEach((name, sum) -> bits.put(name, sum[0]));
        return bits;
    }
}
