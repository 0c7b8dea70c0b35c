package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.record.Spread;
import org.fovea.lab.store.RunRow;

/**
 * Runs with all digits, as JSON or CSV.
 *
 * @param count how many there are
 * @param runs those that were asked for
 */
public record ResultsDocument(long count, List<Line> runs) {
    /** A run: its parts' names in their order are the columns. What is absent is an empty text, in CSV and in JSON. */
    public record Line(
            @JsonUnwrapped Subject subject,
            @JsonUnwrapped Outcome outcome,
            @JsonUnwrapped Making making,
            String verdict,
            List<String> tags,
            @JsonUnwrapped Repetition repetition) {
        private static Line of(RunRow row, Labels labels, Map<String, Spread> spreads) {
            return new Line(
                    Subject.of(row, labels),
                    Outcome.of(row),
                    Making.of(row),
                    row.verdict().map(Text::word).orElse(""),
                    row.tags(),
                    Repetition.of(row, row.seriesKey().map(spreads::get)));
        }
    }

    /** What was measured, and what for. */
    public record Subject(
            String run,
            String key,
            String benchmark,
            String track,
            String family,
            String what,
            String name,
            String study,
            int rung) {
        private static Subject of(RunRow row, Labels labels) {
            return new Subject(
                    row.numberLabel(),
                    row.key(),
                    labels.benchmark(row.benchmark()),
                    row.track(),
                    row.family(),
                    row.label(),
                    row.name().orElse(""),
                    row.study().map(labels::study).orElse(""),
                    row.rung());
        }
    }

    /** What came of it. */
    public record Outcome(
            int pairs,
            boolean whole,
            long bytes,
            Object payload,
            double segmentation,
            double pose,
            @JsonProperty("current_workflow") double currentWorkflow,
            @JsonProperty("rule_faithful") Object ruleFaithful) {
        private static Outcome of(RunRow row) {
            return new Outcome(
                    row.pairs(),
                    row.whole(),
                    row.bytes(),
                    row.payload().<Object>map(bytes -> bytes).orElse(""),
                    row.segmentation(),
                    row.pose(),
                    row.score(),
                    row.ruleFaithfulScore().<Object>map(score -> score).orElse(""));
        }
    }

    /** Which code measured, when, and for whom. */
    public record Making(String code, String started, String ended, String source) {
        private static Making of(RunRow row) {
            return new Making(
                    row.codeVersion(), row.started().toString(), row.ended().toString(), row.source());
        }
    }

    /** What other seeds of the same say. */
    public record Repetition(
            @JsonProperty("repeats_job") String repeats,
            Object seeds,
            @JsonProperty("mean_score") Object mean,
            @JsonProperty("standard_deviation") Object deviation) {
        private static Repetition of(RunRow row, Optional<Spread> spread) {
            return new Repetition(
                    row.series().orElse(""),
                    spread.<Object>map(Spread::seeds).orElse(1),
                    spread.<Object>map(Spread::mean).orElse(""),
                    spread.<Object>map(Spread::deviation).orElse(""));
        }
    }

    /** Of rows of the ledger, with what the seeds of repeated ones say. */
    public static ResultsDocument of(long count, List<RunRow> rows, Labels labels, Map<String, Spread> spreads) {
        return new ResultsDocument(
                count, rows.stream().map(row -> Line.of(row, labels, spreads)).toList());
    }
}
