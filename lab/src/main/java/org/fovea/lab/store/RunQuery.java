package org.fovea.lab.store;

import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;

/**
 * Which runs, in which order. Absent means any.
 *
 * @param benchmark key
 * @param candidate key
 * @param study key
 * @param track name
 * @param family name
 * @param verdict what is thought of them now
 * @param whole only those of all pairs, or only those of some
 * @param rung of the study
 * @param text a part of name, label or family, in any case
 * @param order what to sort by
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
        Optional<Integer> rung,
        Optional<String> text,
        Order order,
        boolean descending,
        int limit) {
    /** What runs can be sorted by. */
    public enum Order {
        /** In which they came into the ledger. */
        NUMBER,
        /** Charged for the archive alone. */
        SCORE,
        /** Charged for payload outside, too. */
        RULE_FAITHFUL,
        /** Size of the archive. */
        BYTES,
        /** Segmentation distortion. */
        SEGMENTATION,
        /** Pose distortion. */
        POSE,
        /** End of the run. */
        ENDED
    }

    /** All runs, as they came. */
    public static RunQuery all() {
        Optional<String> any = Optional.empty();
        return new RunQuery(
                any,
                any,
                any,
                any,
                any,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                any,
                Order.NUMBER,
                false,
                0);
    }

    /** Of one benchmark. */
    public RunQuery of(String benchmarkKey) {
        return about(Optional.of(benchmarkKey), candidate, study);
    }

    /** Of one candidate. */
    public RunQuery ofCandidate(String key) {
        return about(benchmark, Optional.of(key), study);
    }

    /** Of one study. */
    public RunQuery ofStudy(String key) {
        return about(benchmark, candidate, Optional.of(key));
    }

    private RunQuery about(Optional<String> benchmarkKey, Optional<String> candidateKey, Optional<String> studyKey) {
        return new RunQuery(
                benchmarkKey,
                candidateKey,
                studyKey,
                track,
                family,
                verdict,
                whole,
                rung,
                text,
                order,
                descending,
                limit);
    }
}
