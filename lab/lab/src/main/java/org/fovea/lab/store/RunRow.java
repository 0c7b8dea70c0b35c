package org.fovea.lab.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;

/**
 * A run in a list: everything but what takes room.
 *
 * @param number in this ledger
 * @param label what the candidate changes, for people
 * @param whole whether the score is one of the whole benchmark
 * @param payload bytes outside it, where known
 * @param score {@code current_workflow}
 * @param ruleFaithfulScore {@code rule_faithful}, where known
 * @param name given to its candidate, where anybody did
 * @param job that made it
 * @param series job of which it is a repetition, with another seed or once more
 * @param verdict what is thought of it now, where anything is
 */
public record RunRow(
        long number,
        String key,
        String benchmark,
        String candidate,
        String label,
        Optional<String> study,
        int rung,
        String track,
        String family,
        int pairs,
        boolean whole,
        long bytes,
        Optional<Long> payload,
        double segmentation,
        double pose,
        double score,
        Optional<Double> ruleFaithfulScore,
        String codeVersion,
        Instant started,
        Instant ended,
        String source,
        Optional<String> name,
        List<String> tags,
        Optional<String> job,
        Optional<String> series,
        Optional<Verdict> verdict) {
    /** What it shares with its repetitions; absent of imported runs. */
    public Optional<String> seriesKey() {
        return series.or(() -> job);
    }

    /** How long it took, in hours. */
    public double hours() {
        return Math.max(0, Duration.between(started, ended).toMillis()) / 3_600_000.0;
    }

    /** As people read it: R-0107. */
    public String numberLabel() {
        return RecordKind.RUN.label(number);
    }
}
