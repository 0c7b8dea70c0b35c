package org.fovea.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds in random ledgers, as lists, {@link History} and the rules say it. The rules are here once more as they
 * are written at {@link Ledger}: slowly, from all judgements, for each question anew.
 */
final class FloorHistoryTest {
    private static final int SEQUENCES = 2;
    private static final int JUDGEMENTS = 24;
    private static final int RUNS = 4;
    private static final List<Benchmark> BENCHMARKS =
            List.of(Records.benchmark("one", 2), Records.benchmark("other", 2));

    @TempDir
    private Path folder;

    /** A judgement where it stands in the order. */
    private record Placed(Numbered<Judgement> judgement, Instant moment) {
        static final Comparator<Placed> ORDER = Comparator.comparing(Placed::moment)
                .thenComparing(placed -> placed.judgement().number());

        Judgement what() {
            return judgement.record();
        }
    }

    @ParameterizedTest
    @CsvSource({"SQLITE, 18", "POSTGRESQL, 3"})
    void lists_and_history_follow_the_rules_after_any_judgements(Dialect dialect, int sequences) {
        for (int sequence = 0; sequence < sequences; sequence++) {
            try (LabDatabase database = LabDatabase.open(TestLab.url(dialect, folder))) {
                fill(database.ledger(), new Random(sequence), "here");
                verify(database.ledger());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void lists_and_history_follow_the_rules_after_merging_in_any_order(long seed) {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            Random random = new Random(seed * 1000 + sequence);
            try (LabDatabase mine = open("mine-" + sequence);
                    LabDatabase theirs = open("theirs-" + sequence);
                    LabDatabase both = open("both-" + sequence)) {
                fill(mine.ledger(), random, "mine");
                fill(theirs.ledger(), random, "theirs");
                List<Runnable> merges = new ArrayList<>(List.of(
                        () -> merge(mine.ledger(), both.ledger(), random),
                        () -> merge(theirs.ledger(), both.ledger(), random)));
                Collections.shuffle(merges, random);
                merges.forEach(Runnable::run);
                verify(both.ledger());
                fill(both.ledger(), random, "after");
                verify(both.ledger());
                merge(both.ledger(), mine.ledger(), random);
                verify(mine.ledger());
            }
        }
    }

    private LabDatabase open(String name) {
        return LabDatabase.open("jdbc:sqlite:" + folder.resolve(name + ".db"));
    }

    /** Runs, dead ends, and judgements of these and of each other; clocks jump. */
    private static void fill(Ledger ledger, Random random, String word) {
        List<Numbered<?>> subjects = new ArrayList<>();
        for (Benchmark benchmark : BENCHMARKS) {
            ledger.add(benchmark);
            for (int i = 0; i < RUNS; i++) {
                Candidate candidate =
                        ledger.add(Records.candidate("seed", word + i)).record();
                subjects.add(ledger.add(
                        Records.run(benchmark, candidate, Subset.all(2), 1000 + random.nextInt(9000), 1, i)));
            }
            subjects.add(ledger.add(
                    Records.deadEnd(benchmark.key(), word, subjects.getLast().key())
                            .build()));
        }
        long clock = Records.NOON.toEpochMilli() + random.nextInt(5000);
        for (int i = 0; i < JUDGEMENTS; i++) {
            clock += random.nextInt(10) == 0 ? -random.nextInt(3000) : random.nextInt(300);
            subjects.add(ledger.add(judgement(subject(subjects, random), random, word + i, clock)));
        }
    }

    /** Often the latest ones, so that judgements of judgements of judgements come about. */
    private static Numbered<?> subject(List<Numbered<?>> subjects, Random random) {
        int latest = Math.min(subjects.size(), 6);
        return random.nextInt(3) == 0
                ? subjects.get(subjects.size() - 1 - random.nextInt(latest))
                : subjects.get(random.nextInt(subjects.size()));
    }

    private static Judgement judgement(Numbered<?> about, Random random, String word, long time) {
        List<Verdict> possible = Stream.of(Verdict.values())
                .filter(verdict -> verdict != Verdict.PROMOTED || about.kind() == RecordKind.RUN)
                .toList();
        boolean promoted = about.kind() == RecordKind.RUN && random.nextInt(3) > 0;
        boolean reopened = about.kind() != RecordKind.RUN && random.nextInt(3) > 0;
        Verdict verdict = promoted
                ? Verdict.PROMOTED
                : reopened ? Verdict.REOPENED : possible.get(random.nextInt(possible.size()));
        return Records.judgement(verdict, about.kind(), about.key(), benchmark(about.record()))
                .reason(word)
                .time(Instant.ofEpochMilli(time))
                .build();
    }

    private static String benchmark(LabRecord record) {
        return switch (record) {
            case Run run -> run.benchmark();
            case DeadEnd deadEnd -> deadEnd.benchmark();
            case Judgement judgement -> judgement.benchmark();
            default -> throw new IllegalArgumentException("nobody judges " + record);
        };
    }

    /** As an import would, the records in any order in which each comes after those that it refers to. */
    private static void merge(Ledger from, Ledger into, Random random) {
        Map<Long, Instant> moments = from.moments();
        List<Numbered<? extends LabRecord>> waiting = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            waiting.addAll(from.all(kind.type()));
        }
        while (!waiting.isEmpty()) {
            Collections.shuffle(waiting, random);
            waiting.removeIf(numbered -> {
                LabRecord record = numbered.record();
                boolean ready = Link.of(record).stream().allMatch(into::has);
                if (ready) {
                    Instant moment = record instanceof Judgement judgement
                            ? moments.getOrDefault(numbered.number(), judgement.time())
                            : record.time();
                    into.merge(record, numbered.number(), moment);
                }
                return ready;
            });
        }
    }

    private static void verify(Ledger ledger) {
        Map<Long, Instant> moments = ledger.moments();
        List<Placed> all = ledger.all(Judgement.class).stream()
                .map(judgement -> new Placed(
                        judgement,
                        moments.getOrDefault(
                                judgement.number(), judgement.record().time())))
                .sorted(Placed.ORDER)
                .toList();
        List<RunRow> rows = ledger.runs(RunQuery.all());
        History history = History.of(ledger, rows);
        verifyNow(ledger, history, rows, all);
        verifyPast(history, all);
    }

    private static void verifyNow(Ledger ledger, History history, List<RunRow> rows, List<Placed> all) {
        for (RunRow row : rows) {
            assertThat(row.verdict()).isEqualTo(verdict(all, row.key()));
            assertThat(history.verdict(row.key())).isEqualTo(verdict(all, row.key()));
        }
        assertThat(ledger.standing(Judgement.class, Optional.empty()).stream().map(Numbered::key))
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .map(placed -> placed.judgement().key())
                        .filter(key -> !isVoid(all, key))
                        .toList());
        for (Optional<String> of : List.of(
                Optional.<String>empty(), Optional.of(BENCHMARKS.getFirst().key()), Optional.of("nowhere"))) {
            assertThat(ledger.standing(DeadEnd.class, of).stream().map(Numbered::key))
                    .containsExactlyInAnyOrderElementsOf(ledger.all(DeadEnd.class).stream()
                            .filter(deadEnd ->
                                    of.map(deadEnd.record().benchmark()::equals).orElse(true))
                            .map(Numbered::key)
                            .filter(key -> !isVoid(all, key))
                            .toList());
        }
        for (Placed placed : all) {
            assertThat(history.stands(placed.judgement()))
                    .isEqualTo(!isVoid(all, placed.judgement().key()));
            assertThat(history.moment(placed.judgement())).isEqualTo(placed.moment());
        }
        for (Benchmark benchmark : BENCHMARKS) {
            assertThat(ledger.floor(benchmark.key()).map(Numbered::key)).isEqualTo(floor(all, benchmark.key()));
        }
    }

    private static void verifyPast(History history, List<Placed> all) {
        assertThat(history.judgements())
                .isEqualTo(all.stream().map(Placed::judgement).toList());
        for (Benchmark benchmark : BENCHMARKS) {
            for (Placed placed : all) {
                for (Instant time : List.of(placed.moment(), placed.moment().plusMillis(1))) {
                    List<Placed> before = all.stream()
                            .filter(other -> other.moment().isBefore(time))
                            .toList();
                    assertThat(history.floorBefore(benchmark.key(), time).map(RunRow::key))
                            .as("floor before %s", time)
                            .isEqualTo(floor(before, benchmark.key()));
                }
            }
        }
        List<Placed> promotions = all.stream()
                .filter(placed -> placed.what().verdict() == Verdict.PROMOTED)
                .toList();
        assertThat(history.promotions().stream().map(History.Promotion::judgement))
                .containsExactlyElementsOf(
                        promotions.stream().map(Placed::judgement).toList());
        for (int i = 0; i < promotions.size(); i++) {
            assertThat(history.promotions().get(i).floor().map(RunRow::key)).isEqualTo(found(all, promotions.get(i)));
        }
    }

    /**
     * What a promotion found: the floor just before, or the one that the judgement of a run just before took away for
     * it.
     */
    private static Optional<String> found(List<Placed> all, Placed promotion) {
        List<Placed> before = all.subList(0, all.indexOf(promotion));
        String benchmark = promotion.what().benchmark();
        Optional<Placed> last = before.stream()
                .filter(placed -> placed.what().about() == RecordKind.RUN
                        && placed.what().benchmark().equals(benchmark))
                .max(Placed.ORDER);
        Optional<String> taken = last.filter(placed -> placed.what().verdict() == Verdict.SUPERSEDED)
                .map(placed -> placed.what().subject())
                .filter(run -> floor(before.subList(0, before.indexOf(last.get())), benchmark)
                        .equals(Optional.of(run)));
        return taken.or(() -> floor(before, benchmark))
                .filter(run -> !run.equals(promotion.what().subject()));
    }

    private static boolean isVoid(List<Placed> known, String key) {
        return known.stream()
                .anyMatch(placed -> placed.what().subject().equals(key)
                        && (placed.what().verdict() == Verdict.REOPENED
                                || placed.what().verdict() == Verdict.INVALIDATED)
                        && !isVoid(known, placed.judgement().key()));
    }

    private static Optional<Placed> last(List<Placed> known, String run) {
        return known.stream()
                .filter(placed -> placed.what().subject().equals(run)
                        && !isVoid(known, placed.judgement().key()))
                .max(Placed.ORDER);
    }

    private static Optional<Verdict> verdict(List<Placed> known, String run) {
        return last(known, run).map(placed -> placed.what().verdict());
    }

    private static Optional<String> floor(List<Placed> known, String benchmark) {
        return known.stream()
                .filter(placed -> placed.what().about() == RecordKind.RUN
                        && placed.what().benchmark().equals(benchmark))
                .map(placed -> placed.what().subject())
                .distinct()
                .flatMap(run -> last(known, run).stream())
                .filter(placed -> placed.what().verdict() == Verdict.PROMOTED)
                .max(Placed.ORDER)
                .map(placed -> placed.what().subject());
    }
}
