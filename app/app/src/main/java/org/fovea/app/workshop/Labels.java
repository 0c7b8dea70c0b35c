package org.fovea.app.workshop;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** What people call records that are known by key. Remembers what it has asked. */
public final class Labels {
    private static final int DIGITS = 8;

    private final Ledger ledger;
    private final Map<String, String> known = new HashMap<>();

    public Labels(Ledger ledger) {
        this.ledger = ledger;
    }

    public String benchmark(String key) {
        return of(key, Benchmark.class, found -> found.record().name());
    }

    public static String scored(Benchmark benchmark) {
        return benchmark.official() ? "official networks" : "networks " + benchmark.evaluators();
    }

    public String study(String key) {
        return of(key, Study.class, found -> found.record().name());
    }

    public String run(String key) {
        return of(key, Run.class, Numbered::label);
    }

    public String candidate(String key) {
        return of(
                key,
                Candidate.class,
                found -> found.label() + " " + found.record().label());
    }

    /** A round in one line: who against whom, the gain and what was decided. */
    public String round(Round round) {
        String noise = round.seeds()
                .map(seeds -> String.format(
                        Locale.ROOT,
                        ", means of %d and %d seeds%s",
                        seeds.candidateRuns().size(),
                        seeds.floorRuns().size(),
                        round.gainInNoise()
                                .map(times -> String.format(
                                        Locale.ROOT, ", gain %+.1f × the noise of %.4f", times, seeds.deviation()))
                                .orElse(", no noise")))
                .orElse(", one seed");
        return String.format(
                Locale.ROOT,
                "%s against %s: gain %.4f [%.4f, %.4f], bar %.4f%s: %s",
                run(round.candidateRun()),
                run(round.floorRun()),
                round.gain(),
                round.low(),
                round.high(),
                round.bar(),
                noise,
                Text.word(round.decision()));
    }

    /** What a run's candidate changes of the one that it varies. */
    public String changes(RunRow run) {
        return known.computeIfAbsent(
                "changes of " + run.candidate(),
                _ -> ledger.find(Candidate.class, run.candidate())
                        .map(Numbered::record)
                        .map(candidate -> candidate.changes(candidate
                                .parent()
                                .flatMap(key -> ledger.find(Candidate.class, key))
                                .map(Numbered::record)))
                        .orElse(run.label()));
    }

    private <T extends LabRecord> String of(
            String key, Class<T> type, java.util.function.Function<Numbered<T>, String> name) {
        return known.computeIfAbsent(key, _ -> {
            Optional<Numbered<T>> found = ledger.find(type, key);
            return found.map(name).orElse(key.substring(0, DIGITS) + "…");
        });
    }
}
