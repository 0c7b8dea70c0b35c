package org.fovea.evaluate.onnx;

import java.util.Locale;

/**
 * What a network may use for one run, so that a file of a kilobyte cannot ask for a terabyte or a year. The limits are
 * about a hundred times what segmentation and pose networks need. Not for several threads.
 */
final class Budget {
    /** Numbers in one tensor, 1 GiB as floats. */
    static final long MAX_ELEMENTS = 1L << 28;

    /** Bytes of all values that are alive at once. */
    static final long MAX_LIVE_BYTES = 8L << 30;

    /** Numbers written in a run, all values together. */
    static final long MAX_WRITTEN = 1L << 35;

    /** Multiplications in a run. */
    static final long MAX_MULTIPLICATIONS = 1L << 42;

    private final long samples;
    private long written;
    private long multiplications;
    private long live;

    /** For a run on a number of samples at once. */
    Budget(long samples) {
        this.samples = Math.max(1, Math.min(samples, 1 << 10));
    }

    /** Number of elements of a shape; {@link Long#MAX_VALUE} where it is beyond all bounds. */
    static long elements(long... shape) {
        long product = 1;
        for (long side : shape) {
            if (side == 0) {
                return 0;
            }
            product = product > Long.MAX_VALUE / side ? Long.MAX_VALUE : product * side;
        }
        return product;
    }

    /** What can be said against a tensor of this shape; empty where nothing can. */
    static String against(long... shape) {
        for (long side : shape) {
            if (side < 0) {
                return "a side of " + side;
            }
        }
        long elements = elements(shape);
        return elements <= MAX_ELEMENTS
                ? ""
                : (elements == Long.MAX_VALUE ? "more than 2^63" : String.format(Locale.ROOT, "%,d", elements))
                        + " numbers in one tensor, " + String.format(Locale.ROOT, "%,d", MAX_ELEMENTS)
                        + " are supported";
    }

    /** Counts multiplications before they are made. Returns what is wrong; empty where nothing is. */
    String work(long count) {
        multiplications = count > Long.MAX_VALUE - multiplications ? Long.MAX_VALUE : multiplications + count;
        return multiplications / samples <= MAX_MULTIPLICATIONS
                ? ""
                : "more than 2^42 multiplications for one sample up to here";
    }

    /** Counts a value that was made. Returns what is wrong; empty where nothing is. */
    String made(long elements, long bytes) {
        written += elements;
        live += bytes;
        if (written / samples > MAX_WRITTEN) {
            return "more than 2^35 numbers for one sample up to here";
        }
        return live / samples <= MAX_LIVE_BYTES ? "" : "more than 8 GiB for one sample at once";
    }

    /** Counts a value that is gone. */
    void freed(long bytes) {
        live -= bytes;
    }
}
