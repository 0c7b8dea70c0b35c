package org.fovea.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.junit.jupiter.api.Test;

final class InvalidationTest extends ClosedIdeas {
    private Candidate regions(int size) {
        return vary(Map.of("masks.minimumRegion", Integer.toString(size)), Optional.empty());
    }

    private Numbered<Run> run(Candidate candidate, int seed) {
        ledger.add(candidate);
        return ledger.add(Records.run(BENCHMARK, candidate, SOME, 950, 1.2, seed));
    }

    private Numbered<Judgement> reject(Numbered<Run> run, Map<String, String> preconditions) {
        return judge(Verdict.REJECTED, RecordKind.RUN, run.key(), List.of(run.key(), floor.key()), preconditions);
    }

    private Numbered<Judgement> judge(
            Verdict verdict,
            RecordKind about,
            String subject,
            List<String> evidence,
            Map<String, String> preconditions) {
        return ledger.add(Records.judgement(verdict, about, subject, BENCHMARK.key())
                .reason("because " + subject.substring(0, 8))
                .evidence(evidence)
                .preconditions(preconditions)
                .build());
    }

    private Numbered<DeadEnd> close(String value, Numbered<Run> run, Map<String, String> preconditions) {
        return close("masks", Map.of("masks.minimumRegion", value), run, preconditions);
    }

    private static Set<String> keys(List<Invalidation.Leaning> leaning) {
        return leaning.stream().map(one -> one.record().key()).collect(Collectors.toSet());
    }

    /** Before: one silent no-gradient bug had contaminated fifteen closed ideas. */
    @Test
    void one_command_reopens_the_fifteen_ideas_that_leaned_on_a_bug_and_no_others() {
        Set<String> contaminated = new HashSet<>();
        Set<String> sound = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            Numbered<Run> run = run(regions(20 + i), i);
            contaminated.add(
                    reject(run, Map.of("gradients", "unchecked", "code", "abc")).key());
            contaminated.add(close(Integer.toString(20 + i), run, Map.of("gradients", "unchecked"))
                    .key());
        }
        // Closed by somebody who did not say under what gradients, but by a run that was rejected under these.
        Numbered<Run> leaning = run(regions(60), 60);
        contaminated.add(reject(leaning, Map.of("gradients", "unchecked")).key());
        contaminated.add(close("60", leaning, Map.of("code", "abc")).key());
        for (int i = 0; i < 7; i++) {
            Numbered<Run> run = run(regions(40 + i), 100 + i);
            sound.add(reject(run, Map.of("gradients", "checked")).key());
            sound.add(close(Integer.toString(40 + i), run, Map.of("gradients", "checked"))
                    .key());
        }
        assertThat(DeadEnds.open(ledger, BENCHMARK)).rejects(regions(20), regions(34), regions(60), regions(40));

        List<Invalidation.Leaning> listed = Invalidation.list(ledger, "gradients=unchecked");
        assertThat(keys(listed)).isEqualTo(contaminated);
        assertThat(listed.stream().filter(one -> one.record().kind() == RecordKind.DEAD_END))
                .hasSize(16);
        assertThat(listed.stream().filter(one -> one.because().contains("in doubt")))
                .hasSize(1);
        assertThat(ledger.judgements(listed.getFirst().record().key())).isEmpty();

        List<Invalidation.Leaning> applied = Invalidation.apply(
                ledger, "gradients=unchecked", "no gradient reached the poses", Records.ADA, Records.NOON);
        assertThat(keys(applied)).isEqualTo(contaminated);
        assertThat(ledger.judgements(applied.getFirst().record().key()))
                .singleElement()
                .satisfies(judgement -> {
                    assertThat(judgement.record().verdict()).isEqualTo(Verdict.REOPENED);
                    assertThat(judgement.record().reason())
                            .contains("gradients=unchecked", "no gradient reached the poses");
                });
        assertThat(DeadEnds.open(ledger, BENCHMARK)).accepts(regions(20), regions(34), regions(60));
        assertThat(DeadEnds.open(ledger, BENCHMARK)).rejects(regions(40), regions(46));
        assertThat(ledger.standing(DeadEnd.class, Optional.empty()))
                .hasSize(7)
                .allMatch(one -> sound.contains(one.key()));

        long before = ledger.count(RecordKind.JUDGEMENT);
        assertThat(Invalidation.apply(ledger, "gradients=unchecked", "again", Records.ADA, Records.NOON))
                .isEmpty();
        assertThat(ledger.count(RecordKind.JUDGEMENT)).isEqualTo(before);
    }

    @Test
    void a_run_that_is_invalidated_takes_its_conclusions_with_it() {
        Numbered<Run> run = run(regions(30), 1);
        Numbered<Judgement> rejected = reject(run, Map.of("code", "abc"));
        Numbered<DeadEnd> closed = close("30", run, Map.of("code", "abc"));
        assertThat(Invalidation.list(ledger, "gradients=unchecked")).isEmpty();
        judge(Verdict.INVALIDATED, RecordKind.RUN, run.key(), List.of(), Map.of());
        assertThat(keys(Invalidation.list(ledger, "gradients=unchecked")))
                .containsExactlyInAnyOrder(rejected.key(), closed.key());
    }

    @Test
    void code_networks_and_clips_are_known_from_runs_and_benchmarks() {
        Numbered<Run> run = run(regions(30), 1);
        Numbered<DeadEnd> closed = close("30", run, Map.of("gradients", "checked"));
        assertThat(keys(Invalidation.list(ledger, "code=0123456789abcdef"))).containsExactly(closed.key());
        assertThat(keys(Invalidation.list(ledger, "evaluators=" + Records.hash("roadseg"))))
                .containsExactly(closed.key());
        assertThat(keys(Invalidation.list(ledger, "clip=" + Records.hash("white"))))
                .containsExactly(closed.key());
        assertThat(Invalidation.list(ledger, "code=fedcba9876543210")).isEmpty();
        Numbered<Judgement> two = reject(run, Map.of("code", "aaa|bbb"));
        assertThat(keys(Invalidation.list(ledger, "code=bbb"))).contains(two.key());
    }

    @Test
    void a_precondition_has_a_name_and_a_value() {
        for (String wrong : List.of("gradients", "=x", "gradients=")) {
            assertThrown(IllegalArgumentException.class, () -> Invalidation.list(ledger, wrong), "NAME=VALUE");
        }
    }
}
