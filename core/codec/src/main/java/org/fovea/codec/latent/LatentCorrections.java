package org.fovea.codec.latent;

import java.util.Arrays;
import java.util.Objects;

/**
 * What is added to one latent number of some pairs: units·scale/10,000.
 *
 * @param scale of a unit in ten-thousandths, 1..65535
 * @param places the number that is corrected, for each pair; -1 where none is
 * @param units how much of it, for each pair, -128..127; 0 where none is
 */
public record LatentCorrections(int scale, byte[] places, byte[] units) {
    private static final double TEN_THOUSAND = 10_000;

    /** @throws IllegalArgumentException where something is out of range */
    public LatentCorrections {
        if (scale < 1 || scale > 65535 || places.length != units.length) {
            throw new IllegalArgumentException("corrections of latent numbers of scale " + scale);
        }
        for (int pair = 0; pair < places.length; pair++) {
            if (places[pair] < -1 || places[pair] < 0 && units[pair] != 0) {
                throw new IllegalArgumentException("correction of pair " + pair + " is of no number");
            }
        }
    }

    public int pairs() {
        return places.length;
    }

    /** The number that is corrected, -1 where none is. */
    public int dimension(int pair) {
        return places[pair];
    }

    /** What is added to it, rounded from double. */
    public float amount(int pair) {
        return (float) ((double) units[pair] * scale / TEN_THOUSAND);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatentCorrections that
                && scale == that.scale
                && Arrays.equals(places, that.places)
                && Arrays.equals(units, that.units);
    }

    @Override
    public int hashCode() {
        return Objects.hash(scale, Arrays.hashCode(places), Arrays.hashCode(units));
    }
}
