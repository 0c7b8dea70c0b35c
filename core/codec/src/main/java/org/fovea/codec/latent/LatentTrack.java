package org.fovea.codec.latent;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The latent numbers of a clip, as stored: whole codes with a minimum and a step for each dimension.
 *
 * <p>Number = code·step + minimum, in floats with two roundings; then the correction of its pair, if it meets it.
 *
 * @param pairs of frames, 1 or more
 * @param dimensions numbers of a pair, 1..{@link #MAX_DIMENSIONS}
 * @param codes [pair][dimension], 0..65535
 * @param minimums one for each dimension, finite
 * @param steps one for each dimension, finite
 * @param corrections what is added to some numbers
 */
public record LatentTrack(
        int pairs,
        int dimensions,
        char[] codes,
        float[] minimums,
        float[] steps,
        Optional<LatentCorrections> corrections) {
    /** Most numbers of a pair. */
    public static final int MAX_DIMENSIONS = 64;

    /** @throws IllegalArgumentException where sizes do not fit or a number is not finite */
    public LatentTrack {
        if (pairs < 1 || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(dimensions + " latent numbers of " + pairs + " pairs");
        }
        if (codes.length != (long) pairs * dimensions
                || minimums.length != dimensions
                || steps.length != dimensions
                || corrections.isPresent() && corrections.get().pairs() != pairs) {
            throw new IllegalArgumentException("latent codes, ranges or corrections of another size");
        }
        for (int i = 0; i < dimensions; i++) {
            if (!Float.isFinite(minimums[i]) || !Float.isFinite(steps[i])) {
                throw new IllegalArgumentException("range of latent number " + i + " is not finite");
            }
        }
        corrections.ifPresent(all -> {
            for (int pair = 0; pair < pairs; pair++) {
                if (all.dimension(pair) >= dimensions) {
                    throw new IllegalArgumentException(
                            "pair " + pair + " corrects latent number " + all.dimension(pair) + " of " + dimensions);
                }
            }
        });
    }

    /** A code, 0..65535. */
    public int code(int pair, int dimension) {
        return codes[pair * dimensions + dimension];
    }

    /** Bytes that the greatest code needs, 1 or 2. */
    public int bytesOfCode() {
        for (char code : codes) {
            if (code > 255) {
                return 2;
            }
        }
        return 1;
    }

    /** The number of a code, before corrections. */
    public float value(int dimension, int code) {
        return code * steps[dimension] + minimums[dimension];
    }

    /** The numbers of a pair that the network computes with. */
    public float[] values(int pair) {
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = value(i, code(pair, i));
        }
        corrections.ifPresent(all -> {
            if (all.dimension(pair) >= 0) {
                values[all.dimension(pair)] += all.amount(pair);
            }
        });
        return values;
    }

    /** The same ranges and corrections with other codes. */
    public LatentTrack with(char[] others) {
        return new LatentTrack(pairs, dimensions, others, minimums, steps, corrections);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentTrack that
                && pairs == that.pairs
                && dimensions == that.dimensions
                && Arrays.equals(codes, that.codes)
                && Arrays.equals(minimums, that.minimums)
                && Arrays.equals(steps, that.steps)
                && corrections.equals(that.corrections);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                dimensions, Arrays.hashCode(codes), Arrays.hashCode(minimums), Arrays.hashCode(steps), corrections);
    }

    @Override
    public String toString() {
        return dimensions + " latent numbers of " + pairs + " pairs";
    }
}
