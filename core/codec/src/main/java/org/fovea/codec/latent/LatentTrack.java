package org.fovea.codec.latent;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The latent numbers of a clip, as stored: whole codes with a minimum and a step for each dimension.
 *
 * <p>Number = code·step + minimum, in floats with two roundings; then the correction of its row, if it meets it. A row
 * is what one picture is rendered from: a pair of frames, or each of its frames.
 *
 * @param rows pictures, 1 or more
 * @param dimensions numbers of a row, 1..{@link #MAX_DIMENSIONS}
 * @param codes [row][dimension], 0..65535
 * @param minimums one for each dimension, finite
 * @param steps one for each dimension, finite
 * @param corrections what is added to some numbers
 */
public record LatentTrack(
        int rows,
        int dimensions,
        char[] codes,
        float[] minimums,
        float[] steps,
        Optional<LatentCorrections> corrections) {
    public static final int MAX_DIMENSIONS = 64;

    /** @throws IllegalArgumentException where sizes do not fit or a number is not finite */
    public LatentTrack {
        if (rows < 1 || dimensions < 1 || dimensions > MAX_DIMENSIONS) {
            throw new IllegalArgumentException(dimensions + " latent numbers of " + rows + " rows");
        }
        if (codes.length != (long) rows * dimensions
                || minimums.length != dimensions
                || steps.length != dimensions
                || corrections.isPresent() && corrections.get().pairs() != rows) {
            throw new IllegalArgumentException("latent codes, ranges or corrections of another size");
        }
        for (int i = 0; i < dimensions; i++) {
            if (!Float.isFinite(minimums[i]) || !Float.isFinite(steps[i])) {
                throw new IllegalArgumentException("range of latent number " + i + " is not finite");
            }
        }
        corrections.ifPresent(all -> {
            for (int pair = 0; pair < rows; pair++) {
                if (all.dimension(pair) >= dimensions) {
                    throw new IllegalArgumentException(
                            "pair " + pair + " corrects latent number " + all.dimension(pair) + " of " + dimensions);
                }
            }
        });
    }

    /** A code, 0..65535. */
    public int code(int row, int dimension) {
        return codes[row * dimensions + dimension];
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

    /** The numbers of a row that the network computes with. */
    public float[] values(int row) {
        float[] values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = value(i, code(row, i));
        }
        corrections.ifPresent(all -> {
            if (all.dimension(row) >= 0) {
                values[all.dimension(row)] += all.amount(row);
            }
        });
        return values;
    }

    public LatentTrack with(char[] others) {
        return new LatentTrack(rows, dimensions, others, minimums, steps, corrections);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentTrack that
                && rows == that.rows
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
}
