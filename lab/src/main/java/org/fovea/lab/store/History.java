package org.fovea.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;

/** The judgements of a ledger in their order, and what each promotion found as the floor. Made from the judgements alone, by the rules that {@link SqlLedger} tells. */
public final class History {
    private final Map<String, RunRow> runs = new HashMap<>();
    private final List<Numbered<Judgement>> judgements;
    private final List<Promotion> promotions = new ArrayList<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Map<String, Instant> moments = new HashMap<>(); // of judgements, by key
    private final Map<String, TreeMap<Instant, Optional<RunRow>>> floors =
            new HashMap<>(); // by benchmark, from when on
    private final Set<String> voids = new HashSet<>();

    private History(List<Numbered<Judgement>> judgements) {
        this.judgements = judgements;
    }

    /**
     * A promotion.
     *
     * @param judgement that promotes
     * @param run that is promoted
     * @param floor of that time
     */
    public record Promotion(Numbered<Judgement> judgement, RunRow run, Optional<RunRow> floor) {}

    /** The history of a ledger.
     *
     * @param rows all its runs
     */
    public static History of(SqlLedger ledger, List<RunRow> rows) {
        Map<Long, Instant> moments = ledger.moments();
        List<Numbered<Judgement>> judgements = ledger.all(Judgement.class).stream()
                .sorted(Comparator.<Numbered<Judgement>, Instant>comparing(judgement -> moments.getOrDefault(
                                judgement.number(), judgement.record().time()))
                        .thenComparing(Numbered::number))
                .toList();
        History history = new History(judgements);
        judgements.forEach(judgement -> history.moments.put(
                judgement.key(),
                moments.getOrDefault(judgement.number(), judgement.record().time())));
        rows.forEach(row -> history.runs.put(row.key(), row));
        history.replay();
        history.stand();
        return history;
    }

    /** What was thought at each moment: a later reopening does not change what a promotion had to beat. */
    private void replay() {
        Map<String, LinkedHashMap<String, RunRow>> promoted =
                new HashMap<>(); // by benchmark, in the order of promotion
        Map<String, RunRow> superseded = new HashMap<>(); // by benchmark: the floor that the judgement before took away
        for (Numbered<Judgement> numbered : judgements) {
            Judgement judgement = numbered.record();
            RunRow run = runs.get(judgement.subject());
            if (judgement.about() != RecordKind.RUN || run == null) {
                continue;
            }
            LinkedHashMap<String, RunRow> candidates =
                    promoted.computeIfAbsent(judgement.benchmark(), _ -> new LinkedHashMap<>());
            // A promotion may be written before or after the supersession that belongs to it.
            Optional<RunRow> floor = Optional.ofNullable(superseded.remove(judgement.benchmark()))
                    .or(() -> last(candidates));
            if (judgement.verdict() == Verdict.SUPERSEDED
                    && last(candidates).filter(run::equals).isPresent()) {
                superseded.put(judgement.benchmark(), run);
            }
            candidates.remove(run.key());
            if (judgement.verdict() == Verdict.PROMOTED) {
                promotions.add(new Promotion(numbered, run, floor.filter(before -> !before.equals(run))));
                candidates.putLast(run.key(), run);
            }
            floors.computeIfAbsent(judgement.benchmark(), _ -> new TreeMap<>())
                    .put(moments.get(numbered.key()), last(candidates));
        }
    }

    private static Optional<RunRow> last(LinkedHashMap<String, RunRow> runs) {
        return Optional.ofNullable(runs.lastEntry()).map(Map.Entry::getValue);
    }

    private void stand() {
        Map<String, List<Numbered<Judgement>>> bySubject = new HashMap<>();
        judgements.forEach(judgement -> bySubject
                .computeIfAbsent(judgement.record().subject(), _ -> new ArrayList<>())
                .add(judgement));
        Map<String, Boolean> known = new HashMap<>();
        for (Numbered<Judgement> judgement : judgements) {
            boolean isVoid = isVoid(judgement.key(), bySubject, known);
            if (isVoid) {
                voids.add(judgement.key());
            }
            if (judgement.record().about() == RecordKind.RUN && !isVoid) {
                verdicts.put(judgement.record().subject(), judgement.record().verdict());
            }
        }
    }

    private static boolean isVoid(
            String judgement, Map<String, List<Numbered<Judgement>>> bySubject, Map<String, Boolean> known) {
        Boolean before = known.get(judgement);
        if (before == null) {
            before = bySubject.getOrDefault(judgement, List.of()).stream()
                    .anyMatch(about -> voids(about.record().verdict()) && !isVoid(about.key(), bySubject, known));
            known.put(judgement, before);
        }
        return before;
    }

    private static boolean voids(Verdict verdict) {
        return verdict == Verdict.REOPENED || verdict == Verdict.INVALIDATED;
    }

    /** In their order. */
    public List<Numbered<Judgement>> judgements() {
        return judgements;
    }

    /** In their order. */
    public List<Promotion> promotions() {
        return promotions;
    }

    /** When a judgement took its place in the order: its time, or a little later where the clock was behind. */
    public Instant moment(Numbered<Judgement> judgement) {
        return moments.get(judgement.key());
    }

    /** Whether no later judgement that holds reopened or invalidated this one. */
    public boolean stands(Numbered<Judgement> judgement) {
        return !voids.contains(judgement.key());
    }

    /** What everybody had to beat just before a moment, as it was thought then. */
    public Optional<RunRow> floorBefore(String benchmark, Instant time) {
        return Optional.ofNullable(
                        floors.getOrDefault(benchmark, new TreeMap<>()).lowerEntry(time))
                .flatMap(Map.Entry::getValue);
    }

    /** A run by its key. */
    public Optional<RunRow> run(String key) {
        return Optional.ofNullable(runs.get(key));
    }

    /** What is thought of a run now. */
    public Optional<Verdict> verdict(String run) {
        return Optional.ofNullable(verdicts.get(run));
    }
}
