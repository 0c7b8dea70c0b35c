package org.fovea.lab.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;

/** Stops candidates that were tried already. */
public final class DeadEnds {
    private DeadEnds() {}

    /**
     * A dead end that closes a candidate.
     *
     * @param evidence runs that show it, as they are in this ledger
     */
    public record Closing(Numbered<DeadEnd> deadEnd, List<Numbered<Run>> evidence) {
        /** One line for people: what was tested, with numbers and runs. */
        public String text() {
            DeadEnd what = deadEnd.record();
            String runs = evidence.isEmpty()
                    ? "runs of another ledger"
                    : evidence.stream()
                            .limit(5)
                            .map(run -> String.format(
                                    Locale.ROOT,
                                    "%s of %d pairs, score %.4f",
                                    run.label(),
                                    run.record().subset().size(),
                                    run.record().score()))
                            .collect(Collectors.joining("; "));
            String more = evidence.size() > 5 ? "; and " + (evidence.size() - 5) + " more" : "";
            return deadEnd.label() + " closed " + what.family() + region(what) + ": " + what.mechanism() + "; "
                    + what.numbers() + " (" + runs + more + "); tested under " + what.preconditions()
                    + "; would reopen: " + what.reopens();
        }

        private static String region(DeadEnd what) {
            return what.region().isEmpty()
                    ? ""
                    : " with "
                            + what.region().entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining(" "));
        }
    }

    /**
     * The standing dead ends that close a candidate, whether or not it says that it goes on despite them.
     *
     * <p>One without a region closes candidates of exactly its family. One with a region closes candidates for which
     * all of its constraints hold, of any family, if they differ from their parent in at least one of its settings: who
     * inherits a setting does not try it. A candidate without a known parent tries the settings that it overrides. A
     * dead end that was tested with other networks or another clip than the benchmark's closes nothing.
     */
    public static List<Closing> closing(Ledger ledger, Candidate candidate, Benchmark benchmark) {
        Settings settings = new Settings(candidate.recipe());
        Optional<Settings> parent = parent(ledger, candidate);
        return relevant(ledger, benchmark)
                .filter(deadEnd -> closes(deadEnd.record(), candidate, settings, parent))
                .map(deadEnd -> new Closing(deadEnd, evidence(ledger, deadEnd.record())))
                .toList();
    }

    /**
     * Whether no standing dead end closes a candidate, for many candidates one after the other. Dead ends are read now
     * and not again.
     */
    public static Predicate<Candidate> open(Ledger ledger, Benchmark benchmark) {
        List<Numbered<DeadEnd>> deadEnds = relevant(ledger, benchmark).toList();
        return candidate -> {
            if (deadEnds.isEmpty()) {
                return true;
            }
            Settings settings = new Settings(candidate.recipe());
            Optional<Settings> parent = parent(ledger, candidate);
            return deadEnds.stream().noneMatch(deadEnd -> closes(deadEnd.record(), candidate, settings, parent));
        };
    }

    private static Stream<Numbered<DeadEnd>> relevant(Ledger ledger, Benchmark benchmark) {
        return ledger.standing(DeadEnd.class, Optional.of(benchmark.key())).stream()
                .filter(deadEnd -> sameGround(deadEnd.record().preconditions(), benchmark));
    }

    private static Optional<Settings> parent(Ledger ledger, Candidate candidate) {
        return candidate
                .parent()
                .flatMap(key -> ledger.find(Candidate.class, key))
                .map(found -> new Settings(found.record().recipe()));
    }

    /**
     * Stops a candidate that a dead end closes, unless it says why it goes on despite it.
     *
     * @throws LedgerException with the evidence
     */
    public static void check(Ledger ledger, Candidate candidate, Benchmark benchmark) {
        if (candidate.despite().filter(reason -> !reason.isBlank()).isPresent()) {
            return;
        }
        List<Closing> closing = closing(ledger, candidate, benchmark);
        if (!closing.isEmpty()) {
            throw new LedgerException(candidate.label() + " was tried: "
                    + closing.stream().map(Closing::text).collect(Collectors.joining(" | "))
                    + "; give a reason to try it despite that");
        }
    }

    private static List<Numbered<Run>> evidence(Ledger ledger, DeadEnd deadEnd) {
        return deadEnd.evidence().stream()
                .flatMap(key -> ledger.find(Run.class, key).stream())
                .toList();
    }

    private static boolean sameGround(Map<String, String> preconditions, Benchmark benchmark) {
        String evaluators = benchmark.networksIdentity();
        String clip = benchmark.clipIdentity();
        return preconditions.getOrDefault(Precondition.EVALUATORS, evaluators).equals(evaluators)
                && preconditions.getOrDefault(Precondition.CLIP, clip).equals(clip);
    }

    private static boolean closes(DeadEnd deadEnd, Candidate candidate, Settings settings, Optional<Settings> parent) {
        Region region = Region.of(deadEnd.region());
        if (region.isEmpty()) {
            return deadEnd.family().equals(candidate.family());
        }
        return region.contains(settings)
                && parent.map(before -> region.separates(settings, before)).orElseGet(() -> region.named(candidate));
    }
}
