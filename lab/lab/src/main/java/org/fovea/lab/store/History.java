package org.fovea.lab.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;

/**
 * The judgements of a ledger in their order, what each promotion found as the baseline, and what the baseline was at
 * any moment. Made from the judgements alone, with {@link Standing} after each of them.
 */
public final class History {
    private final Map<String, RunRow> runs = new HashMap<>();
    private final List<Numbered<Judgement>> judgements;
    private final List<Promotion> promotions = new ArrayList<>();
    private final Standing standing = new Standing();
    private final Map<String, Instant> moments = new HashMap<>(); // of judgements, by key
    private final Map<String, TreeMap<Instant, Optional<RunRow>>> floors =
            new HashMap<>(); // by benchmark, from when on

    private History(List<Numbered<Judgement>> judgements) {
        this.judgements = judgements;
    }

    /**
     * A promotion.
     *
     * @param floor of that time
     */
    public record Promotion(Numbered<Judgement> judgement, RunRow run, Optional<RunRow> floor) {}

    /** The history of a ledger. */
    public static History of(Ledger ledger, List<RunRow> rows) {
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
        return history;
    }

    /** What was thought at each moment: a later reopening does not change what a promotion had to beat. */
    private void replay() {
        Map<String, RunRow> superseded = new HashMap<>(); // by benchmark: the last replaced baseline
        for (Numbered<Judgement> numbered : judgements) {
            Judgement judgement = numbered.record();
            RunRow run = judgement.about() == RecordKind.RUN ? runs.get(judgement.subject()) : null;
            if (run != null) {
                replay(numbered, run, superseded);
            }
            standing.add(entry(numbered))
                    .map(changed -> runs.get(changed.subject()))
                    .ifPresent(changed -> floors.computeIfAbsent(changed.benchmark(), _ -> new TreeMap<>())
                            .put(moment(numbered), floor(changed.benchmark())));
        }
    }

    /**
     * A judgement of a run, before it holds. A promotion may be written before or after the supersession that belongs
     * to it.
     */
    private void replay(Numbered<Judgement> numbered, RunRow run, Map<String, RunRow> superseded) {
        String benchmark = run.benchmark();
        Optional<RunRow> floor = floor(benchmark);
        RunRow before = superseded.remove(benchmark);
        switch (numbered.record().verdict()) {
            case PROMOTED ->
                promotions.add(new Promotion(
                        numbered,
                        run,
                        Optional.ofNullable(before).or(() -> floor).filter(other -> !other.equals(run))));
            case SUPERSEDED -> floor.filter(run::equals).ifPresent(_ -> superseded.put(benchmark, run));
            case REJECTED, INVALIDATED, REOPENED -> {}
        }
    }

    private Standing.Entry entry(Numbered<Judgement> numbered) {
        Judgement judgement = numbered.record();
        return new Standing.Entry(
                numbered.number(),
                numbered.key(),
                judgement.verdict(),
                judgement.about(),
                judgement.subject(),
                judgement.benchmark(),
                moment(numbered));
    }

    private Optional<RunRow> floor(String benchmark) {
        return standing.floor(benchmark).map(entry -> runs.get(entry.subject()));
    }

    public List<Numbered<Judgement>> judgements() {
        return judgements;
    }

    public List<Promotion> promotions() {
        return promotions;
    }

    /** When a judgement took its place in the order: its time, or a little later where the clock was behind. */
    public Instant moment(Numbered<Judgement> judgement) {
        return moments.get(judgement.key());
    }

    /** Whether no later judgement that holds reopened or invalidated this one. */
    public boolean stands(Numbered<Judgement> judgement) {
        return !standing.isVoid(judgement.key());
    }

    /** What everybody had to beat just before a moment, as it was thought then. */
    public Optional<RunRow> floorBefore(String benchmark, Instant time) {
        return Optional.ofNullable(
                        floors.getOrDefault(benchmark, new TreeMap<>()).lowerEntry(time))
                .flatMap(Map.Entry::getValue);
    }

    public Optional<RunRow> run(String key) {
        return Optional.ofNullable(runs.get(key));
    }

    public Optional<Verdict> verdict(String run) {
        return standing.last(run).map(Standing.Entry::verdict);
    }
}
