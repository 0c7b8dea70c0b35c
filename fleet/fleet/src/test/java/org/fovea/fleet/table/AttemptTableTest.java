package org.fovea.fleet.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.config.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttemptTableTest {
    @TempDir
    Path folder;

    private AttemptRows rows() {
        return new AttemptRows(folder.resolve("rows"));
    }

    private AttemptTable open() throws IOException {
        return AttemptTable.open(folder.resolve("attempts.parquet"), rows());
    }

    private void compact() throws IOException {
        try (AttemptTable table = open()) {
            table.compact();
        }
    }

    private List<String> ask(String question) throws IOException {
        List<String> answers = new ArrayList<>();
        try (AttemptTable table = open()) {
            table.ask(question, row -> answers.add(row.getString(1)));
        }
        return answers;
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("rows"))) {
            return all.count();
        }
    }

    @Test
    void a_table_without_rows_answers() throws Exception {
        assertThat(ask("SELECT count(*) FROM attempts")).containsExactly("0");
        assertThat(folder.resolve("attempts.parquet")).doesNotExist();
    }

    @Test
    void rows_say_the_same_before_and_after_they_are_in_the_file() throws Exception {
        rows().add(Rows.done("a", "k", 1, 4000));
        rows().add(Rows.failed("b", "k", 1, 3, "it's \"broken\", näher: 'x'"));
        String question = "SELECT to_json(attempts)::VARCHAR FROM attempts ORDER BY clip";
        List<String> waiting = ask(question);
        assertThat(waiting).hasSize(2);
        assertThat(waiting.getFirst())
                .contains("\"archive_bytes\":4000", "\"segmentation\":0.1", "\"rate\":0.157", "\"camera\"", "\"front\"")
                .contains("\"started\":\"2026-11-22 10:00:01.125\"", "\"outcome\":\"done\"", "\"error\":null");
        assertThat(waiting.get(1)).contains("näher: 'x'", "\"archive_bytes\":null", "\"exit_code\":3");
        compact();
        assertThat(files()).isZero();
        assertThat(ask(question)).isEqualTo(waiting);
    }

    @Test
    void whoever_is_killed_after_the_file_is_in_place_has_no_row_twice() throws Exception {
        Attempt row = Rows.done("a", "k", 1, 4000);
        rows().add(row);
        compact();
        rows().add(row); // as if it had not been removed
        rows().add(Rows.done("b", "k", 1, 5000));
        assertThat(ask("SELECT count(*) FROM attempts")).containsExactly("2");
        compact();
        assertThat(ask("SELECT count(*) FROM attempts")).containsExactly("2");
    }

    @Test
    void rows_that_are_being_written_are_not_looked_at() throws Exception {
        rows().add(Rows.done("a", "k", 1, 4000));
        Files.writeString(folder.resolve("rows/.b.json.1.2.part"), "{\"schema\":");
        assertThat(ask("SELECT clip FROM attempts")).containsExactly("a");
    }

    @Test
    void history_has_the_newest_work_of_each_clip() throws Exception {
        rows().add(Rows.failed("a", "old", 1, 70, "a bug"));
        rows().add(Rows.done("a", "new", 2, 4000));
        rows().add(Rows.failed("b", "k", 1, 3, "broken"));
        try (AttemptTable table = open()) {
            History history = History.read(table);
            History.Entry a = history.of("a", "compress").orElseThrow();
            assertThat(a.key()).isEqualTo(Rows.hash("new"));
            assertThat(a.done()).isTrue();
            assertThat(a.archiveBytes()).isEqualTo(4000);
            assertThat(a.content()).isEqualTo(new History.Content("drives/a.mkv", 1000, 5, Rows.hash("a")));
            assertThat(history.of("b", "compress").orElseThrow().exitCode()).hasValue(3);
            assertThat(history.of("b", "score")).isEmpty();
        }
    }

    /**
     * Tables outlive programs: what is written down in schema.txt may gain lines under the same version, and nothing
     * else.
     */
    @Test
    void the_schema_is_the_one_that_is_written_down() throws Exception {
        Path golden = Path.of(System.getProperty("fovea.root"), "fleet/fleet/src/test/resources/schema.txt");
        assertThat(AttemptTable.columns()).containsExactlyElementsOf(Files.readAllLines(golden));
        String document = Files.readString(Path.of(System.getProperty("fovea.root"), "docs/fleet.md"));
        for (String column : AttemptTable.columns()) {
            assertThat(document).contains("`" + column.substring(0, column.indexOf(' ')) + "`");
        }
        assertThat(document).contains("`schema` | " + Attempt.SCHEMA);
    }

    @Test
    void a_row_that_is_no_row_is_told_in_one_line() throws Exception {
        Files.createDirectories(folder.resolve("rows"));
        Files.writeString(folder.resolve("rows/x.json"), "{\"schema\": ");
        assertThatThrownBy(this::compact)
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("x.json")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_row_without_fields_is_named() throws Exception {
        rows().add(Rows.done("a", "k", 1, 4000));
        Files.writeString(folder.resolve("rows/x.json"), "{\"schema\": 1}");
        assertThrown(FormatException.class, () -> ask("SELECT clip FROM attempts"), "x.json", "no row of an attempt");
    }

    @Test
    void a_file_that_is_cut_off_is_told_as_damage() throws Exception {
        Path file = folder.resolve("attempts.parquet");
        rows().add(Rows.done("a", "k", 1, 4000));
        compact();
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 100));
        assertThrown(FormatException.class, this::open, "attempts.parquet", "move it away");
    }

    /** DuckDB reads such names as patterns. */
    @Test
    void a_folder_whose_name_has_signs_of_patterns_is_that_folder() throws Exception {
        for (String name : List.of("g1", "g*", "g?", "g[1]")) {
            Path own = Files.createDirectories(folder.resolve(name));
            AttemptRows waiting = new AttemptRows(own.resolve("rows"));
            waiting.add(Rows.done(name, "k", 1, 4000));
            try (AttemptTable table = AttemptTable.open(own.resolve("attempts.parquet"), waiting)) {
                table.compact();
                waiting.add(Rows.done(name + "-later", "k", 1, 4000));
            }
        }
        for (String name : List.of("g1", "g*", "g?", "g[1]")) {
            Path own = folder.resolve(name);
            List<String> clips = new ArrayList<>();
            AttemptRows waiting = new AttemptRows(own.resolve("rows"));
            try (AttemptTable table = AttemptTable.open(own.resolve("attempts.parquet"), waiting)) {
                table.ask("SELECT clip FROM attempts ORDER BY clip", row -> clips.add(row.getString(1)));
            }
            assertThat(clips).containsExactly(name, name + "-later");
        }
    }

    @Test
    void a_row_has_the_base_of_its_archive_and_rows_of_older_programs_have_none() throws Exception {
        Attempt row = Rows.done("a", "k", 1, 4000);
        String sha256 = Rows.hash("base");
        rows().add(new Attempt(
                row.schema(),
                row.subject(),
                row.work(),
                row.run(),
                row.made().map(made -> made.on(Optional.of(new Attempt.Base(1617, sha256))))));
        rows().add(Rows.done("b", "k", 1, 4000));
        Path older = Files.createDirectories(folder.resolve("rows")).resolve("c.json");
        String json = Json.of(Rows.done("c", "k", 1, 4000)).replaceAll(",\\s*\"base\"\\s*:\\s*null", "");
        assertThat(json).doesNotContain("base\"");
        Files.writeString(older, json);
        String question = "SELECT coalesce(base_sha256, '-') || coalesce(base_bytes, 0) FROM attempts ORDER BY clip";
        assertThat(ask(question)).containsExactly(sha256 + "1617", "-0", "-0");
        compact();
        assertThat(ask(question)).containsExactly(sha256 + "1617", "-0", "-0");
    }

    @Test
    void a_row_survives_json() {
        Attempt row = Rows.done("a", "k", 1, 4000);
        assertThat(tools.jackson.databind.json.JsonMapper.shared().readValue(Json.of(row), Attempt.class))
                .isEqualTo(row);
    }
}
