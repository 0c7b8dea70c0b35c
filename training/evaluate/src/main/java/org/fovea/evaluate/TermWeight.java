package org.fovea.evaluate;

/**
 * What a mean distortion costs, as an objective says it.
 *
 * @param weight factor, more than 0
 * @param shape of the term
 */
public record TermWeight(double weight, Shape shape) {
    /** How points follow from a mean. */
    public enum Shape {
        /** weight·mean. */
        LINEAR("linear"),
        /** √(weight·mean): small distortions are dear. */
        ROOT("root");

        private final String label;

        Shape(String label) {
            this.label = label;
        }

        /** The word for it in a file. */
        public String label() {
            return label;
        }
    }

    /** @throws IllegalArgumentException where the weight is not more than 0 */
    public TermWeight {
        if (!Double.isFinite(weight) || weight <= 0) {
            throw new IllegalArgumentException("a weight of " + weight + "; it must be more than 0");
        }
    }
}
