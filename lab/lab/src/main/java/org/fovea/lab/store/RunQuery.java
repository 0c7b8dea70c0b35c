package org.fovea.lab.store;

import java.util.Optional;
import org.fovea.config.RecordBuilder;
import org.fovea.lab.record.Judgement.Verdict;

/**
 * Which runs, in which order. Absent means any.
 *
 * @param verdict what is thought of them now
 * @param whole only those of all pairs, or only those of some
 * @param series job of which they are repetitions, or which made them
 * @param text a part of name, label, tags or family, in any case
 * @param descending whether the largest comes first
 * @param limit most runs; 0 for all
 */
public record RunQuery(
        Optional<String> benchmark,
        Optional<String> candidate,
        Optional<String> study,
        Optional<String> track,
        Optional<String> family,
        Optional<Verdict> verdict,
        Optional<Boolean> whole,
        Optional<String> series,
        Optional<String> tag,
        Optional<String> text,
        Order order,
        boolean descending,
        int limit) {
    public enum Order {
        NUMBER,
        /** Charged for the archive alone. */
        SCORE,
        /** Charged for payload outside, too. */
        RULE_FAITHFUL,
        BYTES,
        SEGMENTATION,
        POSE,
        ENDED
    }

    /** All runs, as they came. */
    public static RunQuery all() {
        return builder().build();
    }

    public RunQuery of(String benchmarkKey) {
        return toBuilder().benchmark(Optional.of(benchmarkKey)).build();
    }

    public RunQuery ofCandidate(String key) {
        return toBuilder().candidate(Optional.of(key)).build();
    }

    public RunQuery ofStudy(String key) {
        return toBuilder().study(Optional.of(key)).build();
    }

    public RunQuery ofSeries(String job) {
        return toBuilder().series(Optional.of(job)).build();
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class).order(Order.NUMBER);
    }

    public Builder toBuilder() {
        return RecordBuilder.of(Builder.class, this);
    }

    /** Sets components by their names; see {@link RunQuery}. */
    public interface Builder {
        Builder benchmark(Optional<String> value);

        Builder candidate(Optional<String> value);

        Builder study(Optional<String> value);

        Builder track(Optional<String> value);

        Builder family(Optional<String> value);

        Builder verdict(Optional<Verdict> value);

        Builder whole(Optional<Boolean> value);

        Builder series(Optional<String> value);

        Builder tag(Optional<String> value);

        Builder text(Optional<String> value);

        Builder order(Order value);

        Builder descending(boolean value);

        Builder limit(int value);

        RunQuery build();
    }
}
