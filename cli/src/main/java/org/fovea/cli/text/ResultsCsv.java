package org.fovea.cli.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.store.RunRow;

/** Runs for programs, with all digits. */
public final class ResultsCsv {
    private ResultsCsv() {}

    /** A run as a map; keys are in the order of the columns. */
    public static Map<String, Object> document(RunRow row, Labels labels) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", row.numberLabel());
        map.put("key", row.key());
        map.put("benchmark", labels.benchmark(row.benchmark()));
        map.put("track", row.track());
        map.put("family", row.family());
        map.put("what", row.label());
        map.put("name", row.name().orElse(""));
        map.put("study", row.study().map(labels::study).orElse(""));
        map.put("rung", row.rung());
        map.put("pairs", row.pairs());
        map.put("whole", row.whole());
        map.put("bytes", row.bytes());
        map.put("payload", row.payload().isPresent() ? row.payload().get() : "");
        map.put("segmentation", row.segmentation());
        map.put("pose", row.pose());
        map.put("current_workflow", row.score());
        map.put(
                "rule_faithful",
                row.ruleFaithfulScore().isPresent() ? row.ruleFaithfulScore().get() : "");
        map.put("code", row.codeVersion());
        map.put("started", row.started().toString());
        map.put("ended", row.ended().toString());
        map.put("source", row.source());
        map.put("verdict", row.verdict().map(Text::word).orElse(""));
        return map;
    }

    /** With a line of names (RFC 4180). */
    public static String of(List<RunRow> rows, Labels labels) {
        StringBuilder out = new StringBuilder();
        for (RunRow row : rows) {
            Map<String, Object> map = document(row, labels);
            if (out.isEmpty()) {
                out.append(String.join(",", map.keySet())).append('\n');
            }
            out.append(map.values().stream().map(ResultsCsv::cell).collect(Collectors.joining(",")))
                    .append('\n');
        }
        return out.toString();
    }

    private static String cell(Object value) {
        String text = String.valueOf(value);
        return text.matches("(?s).*[\",\\r\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
