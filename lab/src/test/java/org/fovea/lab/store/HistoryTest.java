package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    private static final Benchmark BENCHMARK = Records.benchmark("short", 4);

    @TempDir
    private Path folder;

    private LabDatabase database;
    private SqlLedger ledger;

    @BeforeEach
    void open() {
        database = LabDatabase.open(folder.resolve("ledger.db"));
        ledger = database.ledger();
        ledger.add(BENCHMARK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Numbered<Run> run(String setting, long bytes) {
        Candidate candidate = Records.candidate("masks.minimumRegion", setting);
        ledger.add(candidate);
        return ledger.add(Records.run(BENCHMARK, candidate, Subset.all(4), bytes, 0.01, 1));
    }

    private Numbered<Judgement> judge(Numbered<?> subject, Verdict verdict, Instant time) {
        return ledger.add(new Judgement(
                verdict,
                subject.kind(),
                subject.key(),
                BENCHMARK.key(),
                Records.ADA,
                "because",
                List.of(),
                Map.of(),
                Optional.empty(),
                time));
    }

    private History history() {
        return History.of(ledger, ledger.runs(RunQuery.all()));
    }

    @Test
    void a_promotion_finds_the_floor_whether_that_was_superseded_before_or_after() {
        Numbered<Run> first = run("1", 3000);
        Numbered<Run> second = run("2", 2000);
        Numbered<Run> third = run("3", 1000);
        judge(first, Verdict.PROMOTED, Records.NOON);
        judge(first, Verdict.SUPERSEDED, Records.NOON.plusSeconds(10));
        judge(second, Verdict.PROMOTED, Records.NOON.plusSeconds(10));
        judge(third, Verdict.PROMOTED, Records.NOON.plusSeconds(20));
        judge(second, Verdict.SUPERSEDED, Records.NOON.plusSeconds(20));
        assertThat(history().promotions())
                .extracting(promotion -> promotion.floor().map(RunRow::key))
                .containsExactly(Optional.empty(), Optional.of(first.key()), Optional.of(second.key()));
    }

    @Test
    void a_floor_that_was_taken_back_is_not_found_by_a_later_promotion() {
        Numbered<Run> first = run("1", 3000);
        Numbered<Run> second = run("2", 2000);
        judge(first, Verdict.PROMOTED, Records.NOON);
        judge(first, Verdict.INVALIDATED, Records.NOON.plusSeconds(10));
        judge(second, Verdict.PROMOTED, Records.NOON.plusSeconds(20));
        assertThat(history().promotions().getLast().floor()).isEmpty();
    }

    @Test
    void a_floor_whose_promotion_was_reopened_is_not_found_by_a_later_promotion() {
        Numbered<Run> first = run("1", 3000);
        Numbered<Run> second = run("2", 2000);
        Numbered<Judgement> promotion = judge(first, Verdict.PROMOTED, Records.NOON);
        judge(promotion, Verdict.REOPENED, Records.NOON.plusSeconds(10));
        judge(second, Verdict.PROMOTED, Records.NOON.plusSeconds(20));
        History history = history();
        assertThat(history.floorBefore(BENCHMARK.key(), Records.NOON.plusSeconds(10))
                        .map(RunRow::key))
                .hasValue(first.key());
        assertThat(history.floorBefore(BENCHMARK.key(), Records.NOON.plusSeconds(20)))
                .isEmpty();
        assertThat(history.promotions().getLast().floor()).isEmpty();
    }

    @Test
    void the_floor_of_a_time_is_what_was_thought_then() {
        Numbered<Run> first = run("1", 3000);
        Numbered<Run> second = run("2", 2000);
        Instant later = Records.NOON.plus(Duration.ofHours(1));
        judge(first, Verdict.PROMOTED, Records.NOON);
        judge(first, Verdict.SUPERSEDED, later);
        judge(second, Verdict.PROMOTED, later);
        History history = history();
        assertThat(history.floorBefore(BENCHMARK.key(), Records.NOON)).isEmpty();
        assertThat(history.floorBefore(BENCHMARK.key(), Records.NOON.plusSeconds(1))
                        .map(RunRow::key))
                .hasValue(first.key());
        assertThat(history.floorBefore(BENCHMARK.key(), later).map(RunRow::key)).hasValue(first.key());
        assertThat(history.floorBefore(BENCHMARK.key(), later.plusSeconds(1)).map(RunRow::key))
                .hasValue(second.key());
        assertThat(history.floorBefore(Records.hash("another"), later)).isEmpty();
    }

    @Test
    void a_reopened_judgement_stands_no_longer() {
        Numbered<Run> first = run("1", 3000);
        Numbered<Judgement> promotion = judge(first, Verdict.PROMOTED, Records.NOON);
        assertThat(history().stands(promotion)).isTrue();
        judge(promotion, Verdict.REOPENED, Records.NOON.plusSeconds(5));
        assertThat(history().stands(promotion)).isFalse();
        assertThat(history().moment(promotion)).isEqualTo(Records.NOON);
        assertThat(promotion.kind()).isEqualTo(RecordKind.JUDGEMENT);
    }
}
