package org.fovea.app.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.record.Spread;
import org.fovea.lab.store.RunRow;

/**
 * Runs with all digits.
 *
 * @param count how many there are
 * @param runs those that were asked for, by columns in their order. What is absent is an empty text
 */
public record ResultsDocument(long count, List<Map<String, Object>> runs) {
    public static ResultsDocument of(long count, List<RunRow> rows, Labels labels, Map<String, Spread> spreads) {
        return new ResultsDocument(
                count, rows.stream().map(row -> line(row, labels, spreads)).toList());
    }

    private static Map<String, Object> line(RunRow row, Labels labels, Map<String, Spread> spreads) {
        Optional<Spread> spread = row.seriesKey().map(spreads::get);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("run", row.numberLabel());
        line.put("key", row.key());
        line.put("benchmark", labels.benchmark(row.benchmark()));
        line.put("track", row.track());
        line.put("family", row.family());
        line.put("what", row.label());
        line.put("name", row.name().orElse(""));
        line.put("study", row.study().map(labels::study).orElse(""));
        line.put("rung", row.rung());
        line.put("pairs", row.pairs());
        line.put("whole", row.whole());
        line.put("bytes", row.bytes());
        line.put("payload", row.payload().<Object>map(bytes -> bytes).orElse(""));
        line.put("segmentation", row.segmentation());
        line.put("pose", row.pose());
        line.put("current_workflow", row.score());
        line.put(
                "rule_faithful",
                row.ruleFaithfulScore().<Object>map(score -> score).orElse(""));
        line.put("code", row.codeVersion());
        line.put("started", row.started().toString());
        line.put("ended", row.ended().toString());
        line.put("source", row.source());
        line.put("verdict", row.verdict().map(Text::word).orElse(""));
        line.put("tags", row.tags());
        line.put("repeats_job", row.series().orElse(""));
        line.put("seeds", spread.<Object>map(Spread::seeds).orElse(1));
        line.put("mean_score", spread.<Object>map(Spread::mean).orElse(""));
        line.put("standard_deviation", spread.<Object>map(Spread::deviation).orElse(""));
        return line;
    }
}
