package org.fovea.lab.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * What leaned on something that turned out to be false.
 *
 * <p>A dead end or judgement leans on a precondition that it names. Runs lean on the code that made them. A run is in
 * doubt where it leans on the precondition itself, where a standing judgement says that it is invalidated, or where a
 * rejection of it leans on the precondition; and everything that has a run in doubt as its evidence leans on it, too.
 */
public final class Invalidation {
    private final String name;
    private final String value;
    /** Keys of benchmarks that lean on it themselves. */
    private final Set<String> benchmarks;
    /** Keys of runs that are in doubt. */
    private final Set<String> runs = new HashSet<>();

    private Invalidation(Ledger ledger, String name, String value) {
        this.name = name;
        this.value = value;
        this.benchmarks = ledger.all(Benchmark.class).stream()
                .filter(benchmark -> switch (name) {
                    case Precondition.EVALUATORS ->
                        value.equals(benchmark.record().networksIdentity());
                    case Precondition.CLIP -> value.equals(benchmark.record().clipIdentity());
                    default -> false;
                })
                .map(Numbered::key)
                .collect(Collectors.toSet());
    }

    /**
     * Something that leans on it.
     *
     * @param record a dead end or judgement that stands
     */
    public record Leaning(Numbered<? extends LabRecord> record, String because) {}

    /**
     * Everything that stands and leans on a precondition.
     *
     * @param precondition {@code NAME=VALUE}, as in {@code gradients=unchecked}
     * @return dead ends first, in the order of their numbers
     * @throws IllegalArgumentException where that is no precondition, with a message for users
     */
    public static List<Leaning> list(Ledger ledger, String precondition) {
        int equals = precondition.indexOf('=');
        if (equals < 1 || equals == precondition.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + precondition + "' is no precondition; write NAME=VALUE, for example gradients=unchecked");
        }
        return new Invalidation(ledger, precondition.substring(0, equals), precondition.substring(equals + 1))
                .list(ledger);
    }

    /**
     * Reopens all of {@link #list}, in one transaction. A second time there is nothing left to do.
     *
     * @return what was reopened
     */
    public static List<Leaning> apply(Ledger ledger, String precondition, String reason, Author by, Instant time) {
        return ledger.transaction(inside -> {
            List<Leaning> leaning = list(inside, precondition);
            for (Leaning one : leaning) {
                inside.add(Judgement.builder()
                        .verdict(Verdict.REOPENED)
                        .about(one.record().kind())
                        .subject(one.record().key())
                        .benchmark(benchmark(one.record().record()))
                        .by(by)
                        .reason(precondition + " no longer holds: " + reason + " (" + one.because() + ")")
                        .time(time)
                        .build());
            }
            return leaning;
        });
    }

    private static String benchmark(LabRecord record) {
        return record instanceof DeadEnd deadEnd ? deadEnd.benchmark() : ((Judgement) record).benchmark();
    }

    private List<Leaning> list(Ledger ledger) {
        List<Numbered<DeadEnd>> deadEnds = ledger.standing(DeadEnd.class, Optional.empty());
        List<Numbered<Judgement>> judgements = ledger.standing(Judgement.class, Optional.empty()).stream()
                .filter(judgement -> judgement.record().verdict() != Verdict.REOPENED)
                .toList();
        doubt(ledger, judgements);
        List<Leaning> leaning = new ArrayList<>();
        for (Numbered<DeadEnd> numbered : deadEnds) {
            DeadEnd deadEnd = numbered.record();
            because(deadEnd.benchmark(), deadEnd.preconditions(), deadEnd.evidence())
                    .ifPresent(because -> leaning.add(new Leaning(numbered, because)));
        }
        for (Numbered<Judgement> numbered : judgements) {
            Judgement judgement = numbered.record();
            // That a run cannot be trusted does not lean on what the run says.
            List<String> evidence = judgement.verdict() == Verdict.INVALIDATED ? List.of() : judgement.evidence();
            because(judgement.benchmark(), judgement.preconditions(), evidence)
                    .ifPresent(because -> leaning.add(new Leaning(numbered, because)));
        }
        return leaning;
    }

    private void doubt(Ledger ledger, List<Numbered<Judgement>> judgements) {
        if (name.equals(Precondition.CODE)) {
            ledger.runs(RunQuery.all()).stream()
                    .filter(run -> run.codeVersion().equals(value))
                    .map(RunRow::key)
                    .forEach(runs::add);
        }
        for (Numbered<Judgement> numbered : judgements) {
            Judgement judgement = numbered.record();
            boolean rejected = judgement.verdict() == Verdict.REJECTED && names(judgement.preconditions());
            if (judgement.about() == RecordKind.RUN && (rejected || judgement.verdict() == Verdict.INVALIDATED)) {
                runs.add(judgement.subject());
            }
        }
    }

    private Optional<String> because(String benchmark, Map<String, String> preconditions, List<String> evidence) {
        if (names(preconditions) || benchmarks.contains(benchmark)) {
            return Optional.of("tested under " + name + "=" + value);
        }
        return evidence.stream()
                .filter(runs::contains)
                .findFirst()
                .map(run -> "its evidence holds run " + run.substring(0, 12) + ", which is in doubt");
    }

    /** A judgement that leans on two runs may name two values. */
    private boolean names(Map<String, String> preconditions) {
        return List.of(preconditions.getOrDefault(name, "").split("\\|", -1)).contains(value);
    }
}
