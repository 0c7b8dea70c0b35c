package org.fovea.encode.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What an archive is to come to: at most so many bytes, or a loss of at most so many points. The loss is the score
 * without its rate term, over all pairs that are encoded: what the networks lose, whatever a byte costs.
 *
 * @param kind of the limit
 * @param limit above 0: bytes of the archive as a file, or points
 */
public record Target(Kind kind, double limit) {
    /** What is limited. */
    public enum Kind {
        /** Bytes of the archive's file. A dearer byte makes them fewer. */
        BYTES(1),
        /** Points that the networks lose. A cheaper byte makes them fewer. */
        LOSS(-1);

        private final int towards;

        Kind(int towards) {
            this.towards = towards;
        }

        /** 1 where a dearer byte leads to the limit, −1 where a cheaper one does. */
        int towards() {
            return towards;
        }

        /** What documents and messages call it. */
        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Below it there is nothing to divide by. */
    private static final double LEAST = 1e-9;

    /** @throws IllegalArgumentException where the limit is no number above 0 */
    public Target {
        if (!(limit > 0) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("a target of " + limit + "; it must be above 0");
        }
    }

    public static Target ofBytes(long most) {
        return new Target(Kind.BYTES, most);
    }

    public static Target ofLoss(double most) {
        return new Target(Kind.LOSS, most);
    }

    /** Whether an archive keeps the limit. */
    public boolean reached(long bytes, double loss) {
        return value(bytes, loss) <= limit;
    }

    private double value(long bytes, double loss) {
        return kind == Kind.BYTES ? bytes : loss;
    }

    /** How far a trial is beyond the limit, as a logarithm: 0 at the limit, below 0 where it is kept. */
    double excess(PriceTrial trial) {
        return Math.log(Math.max(LEAST, value(trial.bytes(), trial.loss())) / limit);
    }

    /**
     * Of those that keep the limit the best by what is not limited; where none does, the nearest. Of equal ones the
     * first.
     */
    PriceTrial best(List<PriceTrial> trials) {
        Comparator<PriceTrial> bytes = Comparator.comparingLong(PriceTrial::bytes);
        Comparator<PriceTrial> loss = Comparator.comparingDouble(PriceTrial::loss);
        Comparator<PriceTrial> within = kind == Kind.BYTES ? loss.thenComparing(bytes) : bytes.thenComparing(loss);
        return trials.stream()
                .filter(trial -> reached(trial.bytes(), trial.loss()))
                .min(within)
                .orElseGet(() -> trials.stream()
                        .min(Comparator.comparingDouble(this::excess))
                        .orElseThrow());
    }

    String phrase() {
        return kind == Kind.BYTES
                ? String.format(Locale.ROOT, "at most %,d bytes", (long) limit)
                : String.format(Locale.ROOT, "a loss of at most %s", limit);
    }
}
