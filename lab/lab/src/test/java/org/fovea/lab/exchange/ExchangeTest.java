package org.fovea.lab.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RandomRecords;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
final class ExchangeTest {
    @Parameter
    private Dialect dialect;

    @TempDir
    private Path folder;

    private final List<TestLab> labs = new ArrayList<>();

    /** Takes only what is refused. */
    private Ledger untouched;

    @AfterEach
    void close() {
        labs.forEach(TestLab::close);
    }

    private Ledger empty() {
        TestLab lab = new TestLab(dialect, folder);
        labs.add(lab);
        return lab.ledger();
    }

    private Ledger random(long seed) {
        Ledger ledger = empty();
        ledger.transactionWith((inside, _) -> {
            new RandomRecords(seed).some(10).forEach(inside::add);
            return 0;
        });
        return ledger;
    }

    static byte[] export(Ledger ledger) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LabExport.write(ledger, out);
        return out.toByteArray();
    }

    private static LabImport.Outcome load(Ledger ledger, byte[] bytes) throws IOException {
        return LabImport.read(ledger, "lab.jsonl", new ByteArrayInputStream(bytes), true);
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = ExchangeTest.class.getResourceAsStream("golden.jsonl")) {
            return in.readAllBytes();
        }
    }

    private static TreeSet<String> keys(Ledger ledger) {
        TreeSet<String> keys = new TreeSet<>();
        for (RecordKind kind : RecordKind.values()) {
            for (Numbered<?> record : ledger.all(kind.type())) {
                keys.add(kind + " " + record.key());
            }
        }
        return keys;
    }

    @Test
    void the_format_is_what_it_was() throws IOException {
        Ledger ledger = empty();
        SmallLab.fill(ledger);
        assertThat(new String(export(ledger), StandardCharsets.UTF_8))
                .isEqualTo(new String(golden(), StandardCharsets.UTF_8));
        Ledger other = empty();
        assertThat(load(other, golden())).isEqualTo(new LabImport.Outcome(14, 0));
        assertThat(export(other)).isEqualTo(golden());
        String benchmark = other.resolve(Benchmark.class, "white").key();
        assertThat(other.floor(benchmark)).isEqualTo(ledger.floor(benchmark)).isPresent();
    }

    @Test
    void a_strangers_promotion_changes_no_floor_unless_somebody_accepts_it() throws IOException {
        Ledger here = empty();
        load(here, golden());
        Ledger stranger = empty();
        load(stranger, golden());
        Numbered<Benchmark> benchmark = stranger.resolve(Benchmark.class, "white");
        Numbered<Run> floor = stranger.floor(benchmark.key()).orElseThrow();
        Numbered<Run> forged = stranger.add(floor.record().toBuilder()
                .segmentation(0)
                .pose(0)
                .pairs(List.of())
                .build());
        stranger.add(Records.judgement(Judgement.Verdict.PROMOTED, RecordKind.RUN, forged.key(), benchmark.key())
                .evidence(List.of(forged.key()))
                .time(Instant.now())
                .build());
        byte[] bytes = export(stranger);
        assertThrown(
                LedgerException.class,
                () -> LabImport.read(here, "theirs.jsonl", new ByteArrayInputStream(bytes), false),
                "theirs.jsonl would change floors (white: " + floor.label(),
                "nothing was imported");
        assertThat(export(here)).isEqualTo(golden());
        assertThat(LabImport.read(here, "theirs.jsonl", new ByteArrayInputStream(bytes), true)
                        .added())
                .isEqualTo(2);
        assertThat(here.floor(benchmark.key()).orElseThrow().key()).isEqualTo(forged.key());
    }

    @Test
    void an_empty_lab_goes_out_and_in() throws IOException {
        byte[] bytes = export(empty());
        assertThat(bytes).asString().isEqualTo("{\"format\":\"fovea-lab\",\"records\":0,\"version\":1}\n");
        assertThat(load(empty(), bytes)).isEqualTo(new LabImport.Outcome(0, 0));
    }

    @Test
    void what_goes_out_comes_in_to_the_last_byte() throws IOException {
        Ledger ledger = random(1);
        byte[] bytes = export(ledger);
        Ledger other = empty();
        assertThat(load(other, bytes).added()).isEqualTo(100);
        assertThat(export(other)).isEqualTo(bytes);
        assertThat(load(other, bytes)).isEqualTo(new LabImport.Outcome(0, 100));
        assertThat(export(other)).isEqualTo(bytes);
    }

    @Test
    void labs_are_merged_in_either_order() throws IOException {
        Ledger ada = random(2);
        Ledger bob = random(3);
        byte[] ofAda = export(ada);
        byte[] ofBob = export(bob);
        load(ada, ofBob);
        load(bob, ofAda);
        assertThat(keys(ada)).isEqualTo(keys(bob)).hasSize(200);
        byte[] both = export(ada);
        load(ada, ofBob);
        load(ada, both);
        assertThat(export(ada)).isEqualTo(both);
        Ledger third = empty();
        load(third, both);
        assertThat(export(third)).isEqualTo(both);
        for (Numbered<Benchmark> benchmark : ada.all(Benchmark.class)) {
            assertThat(bob.floor(benchmark.key()).map(Numbered::key))
                    .isEqualTo(ada.floor(benchmark.key()).map(Numbered::key));
        }
        for (Numbered<Run> run : ada.all(Run.class)) {
            assertThat(bob.judgements(run.key()).stream().map(Numbered::key))
                    .containsExactlyElementsOf(ada.judgements(run.key()).stream()
                            .map(Numbered::key)
                            .toList());
        }
    }

    @Test
    void lines_may_come_in_any_order() throws IOException {
        Ledger ledger = random(4);
        List<String> lines = new ArrayList<>(lines(export(ledger)));
        Collections.shuffle(lines.subList(1, lines.size()), new Random(4));
        Ledger other = empty();
        load(other, text(lines));
        assertThat(export(other)).isEqualTo(export(ledger));
    }

    @Test
    @Timeout(30)
    void a_long_chain_of_records_that_wait_for_the_next_line_is_quick() throws IOException {
        List<String> lines = new ArrayList<>();
        Optional<String> parent = Optional.empty();
        for (int i = 1; i <= 3000; i++) {
            Candidate candidate =
                    Records.candidate("seed", "" + i).toBuilder().parent(parent).build();
            parent = Optional.of(candidate.key());
            lines.addFirst(LabExport.Line.write(new Numbered<>(i, candidate.key(), candidate), Optional.empty()));
        }
        lines.addFirst(LabExport.Header.write(3000));
        Ledger ledger = empty();
        assertThat(load(ledger, text(lines))).isEqualTo(new LabImport.Outcome(3000, 0));
        String last = parent.orElseThrow();
        refused(List.of(LabExport.Header.write(1), lines.get(1)), 2, "neither in the file nor in the ledger");
        assertThat(ledger.find(Candidate.class, last).orElseThrow().number()).isEqualTo(3000);
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void damage_is_told_with_its_line_and_nothing_is_imported() throws IOException {
        List<String> lines = lines(golden());
        refused(lines.subList(0, 9), 10, "the text ends after 8 records of 14");
        refused(lines.subList(1, 9), 1, "not an export of a lab");
        refused(List.of(), 1, "");
        refused(replaced(lines, 0, "\"version\":1", "\"version\":2"), 1, "version 2");
        refused(replaced(lines, 0, "fovea-lab", "other"), 1, "not an export of a lab");
        refused(List.of("run,bytes"), 1, "not an export of a lab");
        refused(List.of("{}"), 1, "not an export of a lab");
        refused(replaced(lines, 1, "2641803", "2641804"), 2, "not the one that its key names");
        refused(replaced(lines, 6, "\"archive\":5000", "\"archive\":5001"), 7, "");
        refused(replaced(lines, 6, "\"kind\":\"RUN\"", "\"kind\":\"NOTE\""), 7, "");
        refused(replaced(lines, 6, "\"kind\":\"RUN\"", "\"kind\":\"WORD\""), 7, "");
        refused(replaced(lines, 12, "\"verdict\":\"REJECTED\"", "\"verdict\":null"), 13, "verdict is missing");
        refused(replaced(lines, 2, "\"kind\":\"PERSON\",", ""), 3, "kind is missing");
        refused(replaced(lines, 6, "\"sections\"", "\"parts\""), 7, "parts");
        refused(replaced(lines, 6, "\"seeds\"", "\"posenet_dist\":0.1,\"seeds\""), 7, "posenet_dist");
        // What is left out is not taken for zero.
        refused(replaced(lines, 6, "\"segmentation\":0.0011112222222222222,", ""), 7, "key names");
        refused(replaced(lines, 3, "{", ""), 4, "");
        refused(replaced(lines, 3, lines.get(3), "null"), 4, "");
        refused(replaced(lines, 3, lines.get(3), ""), 4, "");
        refused(replaced(lines, 6, "0..2 of 3", "0..999999,0..999999 of 999999"), 7, "");
        List<String> without = new ArrayList<>(lines);
        without.remove(4);
        without.set(0, lines.get(0).replace("14", "13"));
        refused(without, 5, "neither in the file nor in the ledger");
        // Fields that are there twice, and numbers that are not whole ones.
        refused(replaced(lines, 1, "\"number\":1,", "\"number\":7,\"number\":1,"), 2, "number");
        refused(replaced(lines, 1, "\"number\":1,", "\"number\":1e0,"), 2, "");
        refused(replaced(lines, 6, "\"archive\":5000", "\"archive\":1,\"archive\":5000"), 7, "archive");
        refused(replaced(lines, 6, "\"archive\":5000", "\"archive\":5e3"), 7, "");
        refused(replaced(lines, 1, lines.get(1), lines.get(1) + "{}"), 2, "");
    }

    @Test
    void damaged_bytes_never_come_in_half() throws IOException {
        byte[] golden = golden();
        Random random = new Random(6);
        Ledger ledger = empty();
        for (int i = 0; i < 60; i++) {
            byte[] bytes = golden.clone();
            int length = bytes.length;
            if (i % 3 == 0) {
                length = random.nextInt(bytes.length);
            } else {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] damaged = Arrays.copyOf(bytes, length);
            try {
                load(ledger, damaged);
                assertThat(i % 3).isNotZero();
                ledger = empty(); // what is not hashed, such as a number, was changed
            } catch (LedgerException e) {
                assertThat(e).hasMessageStartingWith("lab.jsonl, line ").hasMessageEndingWith("; nothing was imported");
                assertThat(e.getMessage().lines()).hasSize(1);
                assertThat(keys(ledger)).isEmpty();
            }
        }
    }

    @Test
    void endless_lines_are_refused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatThrownBy(() -> LabImport.read(empty(), "endless", endless, true))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("endless, line 1: a line of more than 16777216 bytes");
    }

    @Test
    void a_promotion_that_the_ledger_refuses_is_not_imported_either() {
        TestLab other = new TestLab(dialect, folder);
        labs.add(other);
        Numbered<Run> part = other.run("1", Subset.of("0..7 of 110"), 500, 1);
        Judgement promotion = TestLab.judgement(Judgement.Verdict.PROMOTED, part, 1);
        List<String> lines = List.of(
                LabExport.Header.write(1),
                LabExport.Line.write(new Numbered<>(1, promotion.key(), promotion), Optional.empty()));
        assertThatThrownBy(() -> load(other.ledger(), text(lines)))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("lab.jsonl, line 2: run " + part.key() + " cannot be promoted");
        assertThat(other.ledger().count(RecordKind.JUDGEMENT)).isZero();
    }

    @Test
    void a_page_that_fills_the_disk_is_refused() {
        Note long1 = new Note("long", "a".repeat(300_000), List.of(), Records.ADA, Records.NOON);
        List<String> lines = List.of(
                LabExport.Header.write(1),
                LabExport.Line.write(new Numbered<>(1, long1.key(), long1), Optional.empty()));
        refused(lines, 2, "at most 262144 are taken");
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> replaced(List<String> lines, int line, String from, String to) {
        assertThat(lines.get(line)).contains(from);
        List<String> copy = new ArrayList<>(lines);
        copy.set(line, copy.get(line).replace(from, to));
        return copy;
    }

    private void refused(List<String> lines, int line, String why) {
        if (untouched == null) {
            untouched = empty();
        }
        byte[] bytes = lines.isEmpty() ? new byte[0] : text(lines);
        assertThatThrownBy(() -> load(untouched, bytes))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("lab.jsonl, line " + line + ": ")
                .hasMessageContaining(why)
                .hasMessageEndingWith("; nothing was imported");
        assertThat(keys(untouched)).isEmpty();
    }
}
