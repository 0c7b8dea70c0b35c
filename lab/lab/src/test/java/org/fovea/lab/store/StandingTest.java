package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.lab.record.Judgement.Verdict.INVALIDATED;
import static org.fovea.lab.record.Judgement.Verdict.PROMOTED;
import static org.fovea.lab.record.Judgement.Verdict.REJECTED;
import static org.fovea.lab.record.Judgement.Verdict.REOPENED;
import static org.fovea.lab.record.Judgement.Verdict.SUPERSEDED;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.RecordBuilder;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Dialect.class)
final class StandingTest {
    @Parameter
    private Dialect dialect;

    @TempDir
    private Path folder;

    private TestLab lab;

    @BeforeEach
    void open() {
        lab = new TestLab(dialect, folder);
    }

    @AfterEach
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void the_floor_is_the_run_that_was_promoted_last_and_still_stands() {
        Numbered<Run> first = lab.run("1", 5000);
        Numbered<Run> second = lab.run("2", 4900);
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.verdict(first)).isEmpty();
        lab.judge(PROMOTED, first, 1);
        assertThat(lab.floor()).contains(first.key());
        Numbered<Judgement> promotion = lab.judge(PROMOTED, second, 2);
        Numbered<Judgement> supersession = lab.judge(SUPERSEDED, first, 2);
        assertThat(lab.floor()).contains(second.key());
        assertThat(lab.verdict(first)).contains(SUPERSEDED);
        assertThat(lab.verdict(second)).contains(PROMOTED);

        lab.judge(INVALIDATED, second, 3);
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.verdict(second)).contains(INVALIDATED);
        lab.judge(REOPENED, supersession, 4);
        assertThat(lab.floor()).contains(first.key());
        assertThat(lab.verdict(first)).contains(PROMOTED);
        assertThat(lab.ledger().standing(Judgement.class, Optional.of(TestLab.WHITE.key())))
                .extracting(Numbered::key)
                .doesNotContain(supersession.key())
                .contains(promotion.key())
                .hasSize(4);
    }

    @Test
    void a_promotion_that_is_reopened_gives_no_floor_until_the_reopening_is_invalidated() {
        Numbered<Run> run = lab.run("1", 5000);
        Numbered<Judgement> promotion = lab.judge(PROMOTED, run, 1);
        Numbered<Judgement> reopening = lab.judge(REOPENED, promotion, 2);
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.verdict(run)).isEmpty();
        Numbered<Judgement> again = lab.judge(INVALIDATED, reopening, 3);
        assertThat(lab.floor()).contains(run.key());
        lab.judge(REOPENED, again, 4);
        assertThat(lab.floor()).isEmpty();
        lab.judge(PROMOTED, run, 5);
        assertThat(lab.floor()).contains(run.key());
        lab.judge(REJECTED, run, 6);
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.verdict(run)).contains(REJECTED);
        assertThat(lab.ledger().judgements(run.key()).stream()
                        .map(judgement -> judgement.record().verdict()))
                .containsExactly(PROMOTED, PROMOTED, REJECTED);
    }

    @Test
    void a_clock_that_is_behind_does_not_undo_what_came_before() {
        Numbered<Run> first = lab.run("1", 5000);
        Numbered<Run> second = lab.run("2", 4900);
        lab.judge(PROMOTED, first, 10);
        lab.judge(PROMOTED, second, 3);
        lab.judge(SUPERSEDED, first, 3);
        assertThat(lab.floor()).contains(second.key());
        assertThat(lab.verdict(first)).contains(SUPERSEDED);
        assertThat(lab.ledger().moments().keySet()).containsExactly(2L, 3L);
    }

    @Test
    void judgements_of_another_lab_come_where_they_belong() {
        Numbered<Run> first = lab.run("1", 5000);
        Numbered<Run> second = lab.run("2", 4900);
        lab.judge(PROMOTED, first, 10);
        Judgement theirs = TestLab.judgement(PROMOTED, second, 5);
        lab.ledger().merge(theirs, 1, theirs.time());
        assertThat(lab.floor()).contains(first.key());
        Judgement later = TestLab.judgement(PROMOTED, second, 6);
        Instant moment = Records.NOON.plusSeconds(3600);
        lab.ledger().merge(later, 1, moment);
        assertThat(lab.floor()).contains(second.key());
    }

    @Test
    void only_whole_honest_runs_are_ever_promoted() {
        Numbered<Run> part = lab.run("1", Subset.of("0..7 of 110"), 500, 1);
        assertThrown(
                LedgerException.class,
                () -> lab.judge(PROMOTED, part, 1),
                "cannot be promoted: it is not one of the whole clip");
        Candidate honest = Records.candidate("masks.minimumRegion", "1");
        Run whole = Records.run(TestLab.WHITE, honest, Subset.all(110), 500, 1, 1);
        Numbered<Run> exploit = lab.ledger().add(changed(whole, Track.EXPLOIT, Map.of(), whole.bytes()));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, exploit, 1), "track exploit");
        Numbered<Run> replaced = lab.ledger().add(changed(whole, whole.track(), Map.of("steps", "9"), whole.bytes()));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, replaced, 1));
        Run.Bytes cheap = new Run.Bytes(500, Optional.empty(), 1e12);
        Numbered<Run> cheaper = lab.ledger().add(changed(whole, whole.track(), Map.of(), cheap));
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, cheaper, 1), "counted against 1.0E12");
        Numbered<Candidate> candidate = lab.ledger().resolve(Candidate.class, "C-1");
        assertThrown(LedgerException.class, () -> lab.judge(PROMOTED, candidate, 1), "a candidate cannot be promoted");
        assertThat(lab.floor()).isEmpty();
        assertThat(lab.ledger().all(Judgement.class)).isEmpty();
        lab.judge(REJECTED, exploit, 2);
        assertThat(lab.verdict(exploit)).contains(REJECTED);
    }

    private static Run changed(Run run, String track, Map<String, String> replaced, Run.Bytes bytes) {
        return run.toBuilder().replaced(replaced).track(track).bytes(bytes).build();
    }

    @Test
    void a_run_is_judged_where_it_ran() {
        Numbered<Run> run = lab.run("1", 5000);
        lab.ledger().add(Records.benchmark("other", 110));
        Judgement here = TestLab.judgement(PROMOTED, run, 1);
        Judgement elsewhere = RecordBuilder.of(Judgement.Builder.class, here)
                .benchmark(Records.benchmark("other", 110).key())
                .build();
        assertThrown(LedgerException.class, () -> lab.ledger().add(elsewhere), "another benchmark");
    }

    @Test
    void dead_ends_stand_until_they_are_reopened() {
        Numbered<Run> run = lab.run("1", 5000);
        Numbered<DeadEnd> closed = lab.ledger().add(deadEnd("masks", run));
        Numbered<DeadEnd> other = lab.ledger().add(deadEnd("pose", run));
        Optional<String> white = Optional.of(TestLab.WHITE.key());
        assertThat(lab.ledger().standing(DeadEnd.class, white)).containsExactly(closed, other);
        lab.judge(REJECTED, other, 1);
        Numbered<Judgement> reopening = lab.judge(REOPENED, closed, 1);
        assertThat(lab.ledger().standing(DeadEnd.class, white)).containsExactly(other);
        assertThat(lab.ledger().standing(DeadEnd.class, Optional.empty())).containsExactly(other);
        lab.judge(INVALIDATED, reopening, 2);
        assertThat(lab.ledger().standing(DeadEnd.class, white)).containsExactly(closed, other);
        assertThat(lab.ledger().standing(DeadEnd.class, Optional.of(Records.hash("nowhere"))))
                .isEmpty();
        assertThrown(IllegalArgumentException.class, () -> lab.ledger().standing(Run.class, white));
    }

    private static DeadEnd deadEnd(String family, Numbered<Run> run) {
        return DeadEnd.builder()
                .benchmark(TestLab.WHITE.key())
                .family(family)
                .region(Map.of("masks.minimumRegion", "6.."))
                .mechanism("large regions lose more than they save")
                .preconditions(Map.of("code", "0123"))
                .evidence(List.of(run.key()))
                .numbers("-0.01 in 3 of 3 runs")
                .reopens("another region coder")
                .by(Records.ADA)
                .time(Records.NOON)
                .build();
    }
}
