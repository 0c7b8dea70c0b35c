package org.fovea.evaluate.script;

import java.util.Collections;
import java.util.List;

/**
 * The numbers that a network wants for pixel values: the values 0..255 are brought to the range, then each plane has
 * its mean taken away and is divided by its deviation.
 *
 * @param range 0..255 or 0..1
 * @param mean for each plane, in units of the range; empty for zeros
 * @param deviation for each plane, more than 0, in units of the range; empty for ones
 */
public record PixelScale(Range range, List<Double> mean, List<Double> deviation) {
    /** What black and white are before mean and deviation. */
    public enum Range {
        BYTES("0..255"),
        UNIT("0..1");

        private final String label;

        Range(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public PixelScale {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    public static PixelScale of(Range range) {
        return new PixelScale(range, List.of(), List.of());
    }

    List<Double> means(int planes) {
        return mean.isEmpty() ? Collections.nCopies(planes, 0.0) : mean;
    }

    List<Double> deviations(int planes) {
        return deviation.isEmpty() ? Collections.nCopies(planes, 1.0) : deviation;
    }
}
