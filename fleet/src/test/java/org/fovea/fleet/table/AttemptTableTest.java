package org.fovea.fleet.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
        try (AttemptTable table = open()) {
            table.compact();
        }
        assertThat(files()).isZero();
        assertThat(ask(question)).isEqualTo(waiting);
    }

    @Test
    void whoever_is_killed_after_the_file_is_in_place_has_no_row_twice() throws Exception {
        Attempt row = Rows.done("a", "k", 1, 4000);
        rows().add(row);
        try (AttemptTable table = open()) {
            table.compact();
        }
        rows().add(row); // as if it had not been removed
        rows().add(Rows.done("b", "k", 1, 5000));
        assertThat(ask("SELECT count(*) FROM attempts")).containsExactly("2");
        try (AttemptTable table = open()) {
            table.compact();
        }
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

    /** Tables outlive programs: what is written down in schema.txt may gain lines under the same version, and nothing else. */
    @Test
    void the_schema_is_the_one_that_is_written_down() throws Exception {
        Path golden = Path.of(System.getProperty("fovea.root"), "fleet/src/test/resources/schema.txt");
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
        try (AttemptTable table = open()) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(table::compact))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("x.json")
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void a_row_survives_json() {
        Attempt row = Rows.done("a", "k", 1, 4000);
        assertThat(tools.jackson.databind.json.JsonMapper.shared().readValue(Json.of(row), Attempt.class))
                .isEqualTo(row);
    }
}
