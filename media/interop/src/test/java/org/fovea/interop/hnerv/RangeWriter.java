package org.fovea.interop.hnerv;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.io.ByteWriter;

/**
 * The range encoder that {@link RangeStream} reads: state of 64 bits, words of 32, carries run back into written words.
 */
final class RangeWriter {
    private final List<Integer> words = new ArrayList<>();
    private long lower;
    private long range = -1L;

    void write(double[] table, int size, int symbol) {
        double scale = RangeStream.scale(table, size);
        long below = 0;
        long above = 0;
        double sum = 0;
        for (int i = 0; i <= symbol; i++) {
            below = above;
            sum += table[i];
            above = i == size - 1 ? 1L << RangeStream.PRECISION : (long) (scale * sum) + i + 1;
        }
        long unit = range >>> RangeStream.PRECISION;
        long added = lower + unit * below;
        if (Long.compareUnsigned(added, lower) < 0) {
            carry();
        }
        lower = added;
        range = unit * (above - below);
        if (range >>> 32 == 0) {
            words.add((int) (lower >>> 32));
            lower <<= 32;
            range <<= 32;
        }
    }

    private void carry() {
        int i = words.size() - 1;
        while (words.get(i) == -1) {
            words.set(i--, 0);
        }
        words.set(i, words.get(i) + 1);
    }

    byte[] finish() {
        words.add((int) (lower >>> 32));
        words.add((int) lower);
        ByteWriter out = new ByteWriter();
        words.forEach(word -> out.u32(word & 0xffffffffL));
        return out.toByteArray();
    }
}
