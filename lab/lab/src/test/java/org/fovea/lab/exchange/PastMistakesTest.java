package org.fovea.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.RunQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What broke the ledgers of labs before this one: rows of four shapes that their own reader could not read, and scores
 * with two decimals.
 */
final class PastMistakesTest {
    private static final int PAIRS = 10;

    @TempDir
    private Path folder;

    private LabDatabase database;
    private Ledger ledger;
    private final Benchmark benchmark = Records.benchmark("drive", PAIRS);

    @BeforeEach
    void open() {
        database = LabDatabase.open(folder.resolve("ledger.db"));
        ledger = database.ledger();
        ledger.add(benchmark);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Run run(String setting, String track, String source, double loss) {
        Candidate candidate = Records.candidate("setting", setting);
        ledger.add(candidate);
        Run run = Records.run(benchmark, candidate, Subset.all(PAIRS), 1000, loss, 1);
        return Records.with(run, track, source, run.frames(), run.artifacts());
    }

    private List<String> export() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LabExport.write(ledger, out);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void runs_of_all_tracks_and_sources_have_one_shape_and_the_reader_takes_no_other() throws IOException {
        ledger.add(run("1", Track.MASKS, Run.MEASURED, 1));
        ledger.add(run("2", Track.ROBUST, Run.MEASURED, 2));
        ledger.add(run("3", Track.EXPLOIT, Run.MEASURED, 3));
        ledger.add(run("4", Track.ROBUST, "import: another lab", 4));
        List<String> lines = export();
        Set<Set<String>> shapes = new HashSet<>();
        for (String line : lines) {
            JsonNode node = JsonMapper.shared().readTree(line);
            if (node.path("kind").asString("").equals("RUN")) {
                shapes.add(new TreeSet<>(node.get("record").propertyNames()));
            }
        }
        assertThat(shapes).hasSize(1);

        String last = lines.stream()
                .filter(line -> line.contains("\"RUN\""))
                .reduce((_, b) -> b)
                .orElseThrow();
        List<String> more = new ArrayList<>(lines);
        more.set(lines.indexOf(last), reshaped(last, record -> record.put("posenet_dist", 0.1)));
        assertRefused(more, "posenet_dist");
        List<String> fewer = new ArrayList<>(lines);
        fewer.set(lines.indexOf(last), reshaped(last, record -> record.remove("segmentation")));
        assertRefused(fewer, "key names"); // what is left out is not taken for zero
    }

    private static String reshaped(String line, Consumer<ObjectNode> change) {
        ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(line);
        change.accept((ObjectNode) node.get("record"));
        return CanonicalJson.write(node);
    }

    private void assertRefused(List<String> lines, String words) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try (LabDatabase other = LabDatabase.open(folder.resolve(words + ".db"))) {
            assertThatThrownBy(() -> LabImport.read(other.ledger(), "theirs.jsonl", new ByteArrayInputStream(bytes)))
                    .hasMessageContaining("theirs.jsonl")
                    .hasMessageContaining(words);
            assertThat(other.ledger().runs(RunQuery.all())).isEmpty();
        }
    }
}
