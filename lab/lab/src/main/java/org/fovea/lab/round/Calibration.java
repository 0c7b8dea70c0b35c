package org.fovea.lab.round;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * How often decisions on subsets agreed with the result on all pairs. Where a candidate or the baseline was measured
 * with several seeds, means over these are compared, as in rounds.
 *
 * @param measured of rounds that were held, on candidates that were measured on all pairs as well. Candidates that a
 *     subset rejected are rarely measured further, so those that it rejected wrongly are seldom seen here
 * @param replayed of subsets drawn now from runs on all pairs, against one baseline. These are archives of the whole
 *     clip; what building for a subset alone changes is not in it
 */
public record Calibration(List<Row> measured, List<Row> replayed) {
    /** Copies. */
    public Calibration {
        measured = List.copyOf(measured);
        replayed = List.copyOf(replayed);
    }

    /**
     * What subsets of one size said, against the result on all pairs. Good are candidates whose gain on all pairs is
     * above the bar.
     *
     * @param pairs size of the subsets
     * @param candidates that were compared
     * @param comparisons of these; of each several, where they are replayed
     * @param promotedGood above the bar on the subset and on all pairs
     * @param promotedBad above the bar on the subset alone
     * @param continuedGood undecided, and good
     * @param continuedBad undecided, and not good
     * @param killedGood rejected though good
     * @param killedBad rejected, and not good
     * @param sameSign comparisons in which both gains are on the same side of the bar
     * @param covered comparisons in which the interval held the gain on all pairs
     * @param correlation of both gains (Pearson); absent for fewer than three comparisons or where one side never
     *     changes
     */
    public record Row(
            int pairs,
            int candidates,
            long comparisons,
            long promotedGood,
            long promotedBad,
            long continuedGood,
            long continuedBad,
            long killedGood,
            long killedBad,
            long sameSign,
            long covered,
            Optional<Double> correlation) {}

    /**
     * How to replay.
     *
     * @param sizes of the subsets, rising; those that are not smaller than the clip are left out
     * @param draws of nested subsets for each candidate
     * @param strata that they are drawn from
     * @param seed of the first draw
     * @param rule that decides
     */
    public record Replay(List<Integer> sizes, int draws, int strata, long seed, RoundRule rule) {
        /** Copies. */
        public Replay {
            sizes = List.copyOf(sizes);
            if (draws < 1) {
                throw new IllegalArgumentException(draws + " draws; at least 1");
            }
        }

        /** Subsets of 8 and 24 pairs, 200 draws, four strata, no bar, 5 % each. */
        public static Replay usual() {
            return new Replay(List.of(8, 24), 200, 4, 1, new RoundRule(0, 0.05, 0.05, 2));
        }
    }

    /**
     * Looks at the rounds and runs of a benchmark.
     *
     * @param benchmark key
     * @param replay how to draw subsets from runs on all pairs; they are compared with the baseline or, where there is
     *     none, with the first run on all pairs
     */
    public static Calibration of(Ledger ledger, String benchmark, Replay replay) {
        List<RunRow> rows = ledger.runs(RunQuery.all().of(benchmark));
        return of(ledger, benchmark, rows, rows, replay);
    }

    /**
     * The same of some of the benchmark's runs, since replaying takes long.
     *
     * @param rows runs whose rounds count
     * @param replayed runs from which subsets are drawn
     */
    public static Calibration of(
            Ledger ledger, String benchmark, List<RunRow> rows, List<RunRow> replayed, Replay replay) {
        return new Calibration(
                measured(ledger, benchmark, valid(rows)), replayed(ledger, benchmark, valid(replayed), replay));
    }

    private static List<RunRow> valid(List<RunRow> rows) {
        return rows.stream()
                .filter(row -> row.verdict().filter(Verdict.INVALIDATED::equals).isEmpty())
                .toList();
    }

    private static List<Row> measured(Ledger ledger, String benchmark, List<RunRow> rows) {
        Map<String, RunRow> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(row.key(), row));
        Map<String, List<RunRow>> whole = series(rows);
        Map<Integer, Tally> tallies = new TreeMap<>();
        for (Numbered<Round> numbered : ledger.all(Round.class)) {
            Round round = numbered.record();
            RunRow run = byKey.get(round.candidateRun());
            RunRow floor = byKey.get(round.floorRun());
            if (!round.benchmark().equals(benchmark) || run == null || floor == null || run.whole()) {
                continue;
            }
            List<RunRow> all = whole.get(run.candidate());
            List<RunRow> floorAll = whole.get(floor.candidate());
            if (all != null && floorAll != null) {
                tallies.computeIfAbsent(run.pairs(), _ -> new Tally())
                        .add(
                                run.candidate(),
                                meanScore(floorAll) - meanScore(all),
                                round.gain(),
                                round.bar(),
                                new PairedComparison.Interval(round.low(), round.high()),
                                round.decision());
            }
        }
        return rows(tallies);
    }

    /** Runs on all pairs of each candidate, the first and those that differ from it in nothing but the seed. */
    private static Map<String, List<RunRow>> series(List<RunRow> rows) {
        Map<String, List<RunRow>> series = new LinkedHashMap<>();
        for (RunRow row : rows) {
            if (row.whole()) {
                List<RunRow> known = series.computeIfAbsent(row.candidate(), _ -> new ArrayList<>());
                boolean another = known.isEmpty()
                        || row.seriesKey()
                                .filter(key -> known.getFirst()
                                        .seriesKey()
                                        .filter(key::equals)
                                        .isPresent())
                                .isPresent();
                if (another) {
                    known.add(row);
                }
            }
        }
        return series;
    }

    private static double meanScore(List<RunRow> rows) {
        return rows.stream().mapToDouble(RunRow::score).average().orElseThrow();
    }

    private static double meanOf(List<Run> runs) {
        return runs.stream().mapToDouble(Run::score).average().orElseThrow();
    }

    private static List<Row> replayed(Ledger ledger, String benchmark, List<RunRow> rows, Replay replay) {
        List<String> keys = rows.stream().filter(RunRow::whole).map(RunRow::key).toList();
        Optional<Run> floor = ledger.floor(benchmark)
                .map(Numbered::record)
                .or(() -> keys.stream()
                        .flatMap(key -> ledger.find(Run.class, key).stream())
                        .map(Numbered::record)
                        .filter(run -> !run.pairs().isEmpty())
                        .findFirst());
        if (floor.isEmpty() || floor.get().pairs().isEmpty()) {
            return List.of();
        }
        int clipPairs = floor.get().subset().clipPairs();
        List<Integer> sizes = replay.sizes().stream()
                .filter(size -> size >= 2 && size < clipPairs)
                .toList();
        List<List<Subset>> subsets = new ArrayList<>();
        Strata strata = Strata.byDifficulty(floor.get(), replay.strata());
        for (int draw = 0; draw < replay.draws(); draw++) {
            subsets.add(new SubsetPlan(strata, replay.seed() + draw).nested(sizes));
        }
        Map<Integer, Tally> tallies = new TreeMap<>();
        Map<String, List<RunRow>> series = series(rows);
        List<Run> floors = withPairs(ledger, series.getOrDefault(floor.get().candidate(), List.of()));
        for (Map.Entry<String, List<RunRow>> candidate : series.entrySet()) {
            List<Run> runs = withPairs(ledger, candidate.getValue());
            if (!runs.isEmpty() && !candidate.getKey().equals(floor.get().candidate())) {
                replay(floors.isEmpty() ? List.of(floor.get()) : floors, runs, subsets, replay.rule(), tallies);
            }
        }
        return rows(tallies);
    }

    private static List<Run> withPairs(Ledger ledger, List<RunRow> rows) {
        return rows.stream()
                .map(row -> ledger.find(Run.class, row.key()).orElseThrow().record())
                .filter(run -> !run.pairs().isEmpty())
                .toList();
    }

    private static void replay(
            List<Run> floors, List<Run> runs, List<List<Subset>> draws, RoundRule rule, Map<Integer, Tally> tallies) {
        double truth = meanOf(floors) - meanOf(runs);
        for (List<Subset> nested : draws) {
            for (Subset subset : nested) {
                RoundRule.Outcome outcome = rule.decide(PairedComparison.on(subset, floors, runs));
                tallies.computeIfAbsent(subset.size(), _ -> new Tally())
                        .add(
                                runs.getFirst().candidate(),
                                truth,
                                outcome.gain(),
                                rule.bar(),
                                outcome.interval(),
                                outcome.decision());
            }
        }
    }

    private static List<Row> rows(Map<Integer, Tally> tallies) {
        return tallies.entrySet().stream()
                .map(entry -> entry.getValue().row(entry.getKey()))
                .toList();
    }

    /** Counts. */
    private static final class Tally {
        private final Set<String> candidates = new HashSet<>();
        private final Map<Decision, Long> good = new EnumMap<>(Decision.class);
        private final Map<Decision, Long> bad = new EnumMap<>(Decision.class);
        private final List<double[]> gains = new ArrayList<>();
        private long sameSign;
        private long covered;

        void add(
                String candidate,
                double truth,
                double gain,
                double bar,
                PairedComparison.Interval interval,
                Decision decision) {
            candidates.add(candidate);
            (truth > bar ? good : bad).merge(decision, 1L, Long::sum);
            gains.add(new double[] {gain, truth});
            sameSign += gain > bar == truth > bar ? 1 : 0;
            covered += interval.contains(truth) ? 1 : 0;
        }

        Row row(int pairs) {
            return new Row(
                    pairs,
                    candidates.size(),
                    gains.size(),
                    good.getOrDefault(Decision.PROMOTE, 0L),
                    bad.getOrDefault(Decision.PROMOTE, 0L),
                    good.getOrDefault(Decision.CONTINUE, 0L),
                    bad.getOrDefault(Decision.CONTINUE, 0L),
                    good.getOrDefault(Decision.KILL, 0L),
                    bad.getOrDefault(Decision.KILL, 0L),
                    sameSign,
                    covered,
                    correlation());
        }

        private Optional<Double> correlation() {
            double first = gains.stream().mapToDouble(pair -> pair[0]).average().orElse(0);
            double second =
                    gains.stream().mapToDouble(pair -> pair[1]).average().orElse(0);
            double both = 0;
            double one = 0;
            double other = 0;
            for (double[] pair : gains) {
                both += (pair[0] - first) * (pair[1] - second);
                one += (pair[0] - first) * (pair[0] - first);
                other += (pair[1] - second) * (pair[1] - second);
            }
            return gains.size() < 3 || one == 0 || other == 0
                    ? Optional.empty()
                    : Optional.of(both / Math.sqrt(one * other));
        }
    }
}
