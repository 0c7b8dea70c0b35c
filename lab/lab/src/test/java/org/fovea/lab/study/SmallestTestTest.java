package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fovea.codec.FormatException;
import org.fovea.config.RecordBuilder;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.Records;
import org.fovea.lab.queue.ExperimentState;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ideas and their study files. Studies are named by what these say, so that every byte counts. */
final class SmallestTestTest {
    private static final StudyJudge NOTHING_QUEUED =
            new StudyJudge(_ -> List.of(), _ -> List.of(), StudyJudge.Allowance.ALL);

    @Test
    void an_idea_is_a_study_of_one_candidate() {
        assertThat(plan(idea(Map.of("masks.minimumRegion", "6"))
                        .rungs(List.of(24, 8, 8, 500))
                        .bar(OptionalDouble.of(0.003))))
                .isEqualTo("{\"bar\":0.003,\"benchmark\":\"white\",\"eta\":1,"
                        + "\"families\":{\"masks.minimumRegion\":\"masks\"},\"name\":\"try-H-0007\","
                        + "\"profile\":\"floor\","
                        + "\"rungs\":[{\"pairs\":8},{\"pairs\":24},{\"pairs\":\"all\"}],\"sampler\":\"grid\","
                        + "\"space\":{\"masks.minimumRegion\":{\"values\":[\"6\"]}}}");
    }

    @Test
    void limits_and_reasons_are_part_of_its_study() {
        StudyPlan.Budget budget =
                new StudyPlan.Budget(OptionalInt.of(12), OptionalDouble.of(1e-5), OptionalLong.of(5_000_000_000L));
        assertThat(plan(idea(Map.of("masks[2].multipliers", "[1.5, 2]", "poses.rounds", "3", "train.rate", "1e-3"))
                        .family(Optional.of("pöses \"x\""))
                        .despite(Optional.of("other coder: 2×"))
                        .budget(Optional.of(budget))))
                .isEqualTo("{\"bar\":0.0,\"benchmark\":\"white\",\"budget\":{\"bytes\":5000000000,\"hours\":1.0E-5,"
                        + "\"runs\":12},"
                        + "\"despite\":\"other coder: "
                        + "2×\",\"eta\":1,\"families\":{\"masks[2].multipliers\":\"pöses \\\"x\\\"\","
                        + "\"poses.rounds\":\"pöses \\\"x\\\"\",\"train.rate\":\"pöses "
                        + "\\\"x\\\"\"},\"name\":\"try-H-0007\","
                        + "\"profile\":\"floor\",\"rungs\":[{\"pairs\":\"all\"}],\"sampler\":\"grid\","
                        + "\"space\":{\"masks[2].multipliers\":{\"values\":[\"[1.5, 2]\"]},"
                        + "\"poses.rounds\":{\"values\":[\"3\"]},\"train.rate\":{\"values\":[\"1e-3\"]}}}");
    }

    @Test
    void an_idea_for_a_sequence_is_tried_on_all_pairs_at_once() {
        Map<String, String> settings = Map.of("poses.rounds", "3");
        Benchmark sequence = Records.sequence();
        Builder whole = idea(new Numbered<>(1, sequence.key(), sequence), settings);
        assertThat(plan(idea(settings).rungs(List.of(8)))).contains("\"rungs\":[{\"pairs\":8},{\"pairs\":\"all\"}]");
        assertThat(plan(whole.rungs(List.of(8)))).contains("\"rungs\":[{\"pairs\":\"all\"}]");
    }

    @Test
    void what_a_study_file_may_not_say_an_idea_may_not_either() {
        assertThrown(
                FormatException.class,
                () -> plan(idea(Map.of("seed", "6")).rungs(List.of(1))),
                "'1' is not a whole number in 2..");
        assertThrown(
                FormatException.class,
                () -> plan(idea(Map.of("masks.minimumRegion", "6", "masks[1].minimumRegion", "8"))),
                "all stages of a name and one of them");
    }

    @Test
    void what_was_given_up_of_an_idea_is_named_and_begins_again_for_the_next_idea(@TempDir Path folder)
            throws IOException {
        try (TestLab lab = new TestLab(Dialect.SQLITE, folder)) {
            Ledger ledger = lab.ledger();
            JobQueue queue = new JobQueue(lab.database());
            ledger.add(TestLab.WHITE);
            Candidate floor = floor(ledger);
            SmallestTest test = new SmallestTest(ledger, queue, NOTHING_QUEUED);
            Idea seven =
                    idea(Map.of("masks.minimumRegion", "7")).rungs(List.of(8)).build();
            Idea nine =
                    idea(Map.of("masks.minimumRegion", "9")).rungs(List.of(8)).build();
            test.queue(seven);
            String hash = queue.ofCandidate(floor.key()).getFirst().hash();
            assertThrown(LedgerException.class, () -> test.queue(seven), "is already queued");
            queue.skip(hash, "the disk was full");
            assertThrown(LedgerException.class, () -> test.queue(seven), "fovea lab retry " + hash.substring(0, 12));
            test.queue(nine);
            assertThat(queue.find(hash).orElseThrow().state()).isEqualTo(ExperimentState.OPEN);
        }
    }

    @Test
    void an_idea_for_an_imported_benchmark_is_not_tried_on_another_of_its_name(@TempDir Path folder)
            throws IOException {
        try (TestLab lab = new TestLab(Dialect.SQLITE, folder)) {
            Ledger ledger = lab.ledger();
            ledger.add(Records.benchmark("white", 12));
            Numbered<Benchmark> theirs = ledger.merge(Records.benchmark(), 2, Records.NOON);
            floor(ledger);
            SmallestTest test = new SmallestTest(ledger, new JobQueue(lab.database()), NOTHING_QUEUED);
            Idea idea = idea(theirs, Map.of("masks.minimumRegion", "7")).build();
            assertThat(test.queue(idea).study().record().benchmark()).isEqualTo(theirs.key());
        }
    }

    /** Promotes a profile. */
    private static Candidate floor(Ledger ledger) throws IOException {
        Candidate floor = CandidateFactory.base(
                Profiles.find("fast/masks"), Map.of(), Optional.empty(), Records.ADA, Records.NOON);
        ledger.add(floor);
        Subset all = Subset.all(TestLab.WHITE.pairs());
        ledger.add(
                TestLab.judgement(Verdict.PROMOTED, ledger.add(Records.run(TestLab.WHITE, floor, all, 5000, 1, 1)), 1));
        return floor;
    }

    interface Builder {
        Builder benchmark(Numbered<Benchmark> value);

        Builder text(String value);

        Builder mechanism(String value);

        Builder family(Optional<String> value);

        Builder expected(Hypothesis.Expected value);

        Builder settings(Map<String, String> value);

        Builder rungs(List<Integer> value);

        Builder bar(OptionalDouble value);

        Builder despite(Optional<String> value);

        Builder by(Author value);

        Builder budget(Optional<StudyPlan.Budget> value);

        Idea build();
    }

    private static Builder idea(Map<String, String> settings) {
        Benchmark white = Records.benchmark();
        return idea(new Numbered<>(1, white.key(), white), settings);
    }

    private static Builder idea(Numbered<Benchmark> benchmark, Map<String, String> settings) {
        return RecordBuilder.of(Builder.class)
                .benchmark(benchmark)
                .text("less is more")
                .mechanism("not said")
                .expected(new Hypothesis.Expected(Optional.empty(), Optional.empty(), Optional.empty()))
                .settings(settings)
                .bar(OptionalDouble.of(0))
                .by(Records.ADA);
    }

    private static String plan(Builder idea) {
        Hypothesis hypothesis = Records.hypothesis();
        Idea built = idea.build();
        String benchmark = built.benchmark().record().name();
        String plan = SmallestTest.plan(built, benchmark, new Numbered<>(7, hypothesis.key(), hypothesis), Map.of());
        assertThat(StudyPlan.parse(plan).name()).isEqualTo("try-H-0007");
        return plan;
    }
}
