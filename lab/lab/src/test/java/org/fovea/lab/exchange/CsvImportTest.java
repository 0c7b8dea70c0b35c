package org.fovea.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvImportTest {
    private static final String MAPPING = """
            source: notes
            benchmark:
              name: notes
              clip: a.mp4
              pairs: 5
              original-bytes: 1000000
              evaluators: two networks
              official: false
              declared: 2026-01-01T00:00:00Z
            columns: {name: id, time: at, bytes: size, segmentation: seg, pose: pose, rule-faithful-bytes: all, \
            note: text}
            settings: [crf, codec]
            track: robust
            families:
              - {column: codec, contains: AV1, family: av1}
            otherwise: other
            verdicts:
              column: what
              words: {yes: promote, no: reject, cheat: exploit, again: verify, "?": keep}
            ignored: [mood]
            """;
    private static final String HEADER = "id,at,size,seg,pose,all,text,crf,codec,what,mood\n";
    private static final String FIRST = "a,2026-01-02T00:00:00Z,5000,0.01,0.1,5100,rejected?,22,x265,yes,:)\n";

    @TempDir
    private Path folder;

    private TestLab lab;

    @BeforeEach
    void open() {
        lab = new TestLab(Dialect.SQLITE, folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static CsvMapping mapping(String text) {
        return CsvMapping.read(text.getBytes(StandardCharsets.UTF_8), "notes.yaml");
    }

    private CsvImport.Outcome load(String csv) throws IOException {
        return CsvImport.read(
                lab.ledger(),
                mapping(MAPPING),
                "notes.csv",
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void only_the_verdict_column_judges() throws IOException {
        load("\uFEFF" + HEADER + FIRST
                + "b,2026-01-04T00:00:00Z,4000,0.01,0.1,,promoted,23,\"x265, fast\",no,\n"
                + "c,2026-01-03T00:00:00Z,4500,0.01,0.1,4500,,23,svtav1,yes,\n"
                + "d,2026-01-05T00:00:00Z,10,0,0,,the floor,,,cheat,\n"
                + "e,2026-01-06T00:00:00Z,4500,0.02,0.1,4500,promoted,,,again,\n"
                + "f,2026-01-07T00:00:00Z,1,0.01,0.1,1,promoted,,,?,\n");
        List<RunRow> rows = lab.ledger().runs(RunQuery.all());
        assertThat(rows.stream()
                        .map(row -> row.name().orElseThrow() + " "
                                + row.verdict().map(Verdict::name).orElse("-") + " " + row.track() + " " + row.family()
                                + " " + row.payload().orElse(-1L)))
                .containsExactly(
                        "a SUPERSEDED robust other 100",
                        "b REJECTED robust other -1",
                        "c PROMOTED robust av1 0",
                        "d - exploit other -1",
                        "e - robust verification 0",
                        "f - robust other 0");
        assertThat(lab.ledger().all(Judgement.class).stream()
                        .map(judgement -> judgement.record().verdict()))
                .containsExactly(Verdict.PROMOTED, Verdict.PROMOTED, Verdict.SUPERSEDED, Verdict.REJECTED);
        Benchmark benchmark = lab.ledger().resolve(Benchmark.class, "notes").record();
        assertThat(lab.ledger().floor(benchmark.key()).orElseThrow().record().name())
                .contains("c");
        assertThat(lab.ledger().find(Candidate.class, 2).orElseThrow().record().label())
                .isEqualTo("codec=x265, fast crf=23");
    }

    @Test
    void more_rows_later_add_only_their_own() throws IOException {
        String more = HEADER + FIRST + "b,2026-01-04T00:00:00Z,4000,0.01,0.1,,,23,x265,yes,\n";
        assertThat(load(HEADER + FIRST).added()).isEqualTo(4);
        assertThat(load(more).added()).isEqualTo(4);
        assertThat(load(more).added()).isZero();
        assertThat(lab.ledger().resolve(Run.class, "b").number()).isEqualTo(2);
    }

    @Test
    void damage_is_told_with_its_place_and_nothing_is_imported() {
        refused("", "not a CSV with a header");
        refused(
                HEADER.replace("size,", "weight,") + FIRST,
                "notes.csv: no column size, which the mapping names; it has id, at");
        refused(HEADER.replace("mood", "mood,more") + FIRST.replace(":)", ":),1"), "nothing of the columns more");
        refused(HEADER.replace("mood", "id") + FIRST, "notes.csv: not a CSV with a header");
        refused(HEADER + FIRST + "b,2026-01-02T00:00:00Z,5000\n", "notes.csv, line 3: 3 values under 11 columns");
        refused(HEADER + FIRST + FIRST, "notes.csv, line 3, column id: 'a' occurs twice");
        refused(
                HEADER + FIRST.replace("yes", "promoted"),
                "notes.csv, line 2, column what: 'promoted' is not one of yes, no");
        refused(
                HEADER + FIRST.replace("5000", "5 000"),
                "notes.csv, line 2, column size: '5 000' is not a whole number");
        refused(HEADER + FIRST.replace("5000", ""), "notes.csv, line 2, column size: nothing");
        refused(HEADER + FIRST.replace("5100", "4999"), "notes.csv, line 2, column all: less than the archive alone");
        refused(HEADER + FIRST.replace("0.01", "NaN"), "notes.csv, line 2, column seg: 'NaN' is not a number");
        refused(HEADER + FIRST.replace("0.01", "1.5"), "notes.csv, line 2, column id: a run with segmentation 1.5");
        refused(HEADER + FIRST.replace("2026-01-02T", "02.01.2026 "), "notes.csv, line 2, column at: ");
        refused(HEADER + FIRST.replace("5000", "0"), "notes.csv, line 2, column id: 0 bytes");
        refused(HEADER + FIRST.replace("a,", "\"a,"), "notes.csv");
    }

    private void refused(String csv, String message) {
        assertThatThrownBy(() -> load(csv))
                .as(csv)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(message);
        for (RecordKind kind : RecordKind.values()) {
            assertThat(lab.ledger().count(kind)).isZero();
        }
    }

    @Test
    void a_mapping_that_is_none_says_where() {
        wrong(
                MAPPING.replace("reject,", "refuse,"),
                "notes.yaml:18: verdicts.words.no: 'refuse' is not one of promote, reject, exploit");
        wrong(MAPPING.replace("pairs: 5", "pairs: many"), "'many' is not a whole number");
        wrong(MAPPING.replace("pairs: 5", "pairs: 0"), "both are at least 1");
        wrong(MAPPING.replace("official: false", "official: perhaps"), "true, false");
        wrong(MAPPING.replace("2026-01-01T00:00:00Z", "today"), "'today' is not a time");
        wrong(MAPPING.replace("track: robust\n", ""), "the key 'track' is missing");
        wrong(MAPPING.replace("track: robust", "track: robust\nmore: 1"), "unknown key 'more'");
        wrong("", "empty");
        assertThrown(NoSuchFileException.class, () -> CsvMapping.open("no_such_mapping"));
    }

    private static void wrong(String text, String message) {
        assertThatThrownBy(() -> mapping(text))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith("notes.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void the_mapping_that_comes_with_fovea_is_one() throws IOException {
        CsvMapping mapping = CsvMapping.open("comma_lab");
        assertThat(mapping.benchmark().pairs()).isEqualTo(600);
        assertThat(mapping.benchmark().originalBytes()).isEqualTo(37_545_489);
        assertThat(mapping.benchmark().official()).isTrue();
    }
}
