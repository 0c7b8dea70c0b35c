package org.fovea.lab.study;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.round.Strata;
import org.fovea.lab.round.SubsetPlan;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/** Begins studies. */
public final class StudyDirector {
    /** In place of a profile: the settings of the benchmark's baseline. */
    public static final String FLOOR = "floor";

    private StudyDirector() {}

    /**
     * A study that has begun.
     *
     * @param plan of it, with the pairs that were drawn
     * @param wanted the baseline's runs, and the first candidates
     */
    public record Started(Numbered<Study> study, StudyPlan plan, List<Wanted> wanted) {}

    /**
     * Writes the study, its base and its first candidates into the ledger. A second time, with the same plan, it only
     * says again what is wanted.
     *
     * <p>The pairs of each rung are drawn now, by the difficulty that the baseline measured on all pairs, or the base
     * where there is no baseline; where neither has been measured on all pairs, by position in time. They stay the same
     * for the whole study and stand in the plan that the ledger keeps.
     *
     * @param judge that knows what is open; it will judge the study's runs
     * @param usualSeeds seeds of a new study whose plan says none
     * @throws FormatException where the plan or a profile is impossible; names key and line
     * @throws LedgerException where the benchmark is unknown or another study has the name
     * @throws IOException where the profile cannot be read
     */
    public static Started start(
            Ledger ledger, String plan, Author by, Instant time, StudyJudge judge, OptionalInt usualSeeds)
            throws IOException {
        StudyPlan given = StudyPlan.parse(plan);
        Optional<Numbered<Study>> there = ledger.all(Study.class).stream()
                .filter(study -> study.record().name().equals(given.name()))
                .findFirst();
        boolean adds =
                there.isEmpty() && usualSeeds.isPresent() && given.seeds().isEmpty();
        StudyPlan read = adds ? given.withUsualSeeds(usualSeeds) : given;
        String text = adds ? withKey(plan, "seeds", Integer.toString(usualSeeds.getAsInt())) : plan;
        if (there.isPresent()) {
            StudyPlan known = StudyPlan.parse(there.get().record().plan());
            StudyPlan filled = read.withUsualSeeds(known.seeds()); // the lab may have added them
            boolean same = read.drawn().isPresent()
                    ? known.equals(filled)
                    : known.withoutDrawn().equals(filled);
            if (!same) {
                throw new LedgerException("study " + read.name() + " is there already ("
                        + there.get().label() + ") with another plan; give this one another name");
            }
            return ledger.transaction(inside -> new Started(there.get(), known, judge.begin(inside, there.get())));
        }
        Optional<Profiles.Text> profile =
                read.profile().equals(FLOOR) ? Optional.empty() : Optional.of(Profiles.find(read.profile()));
        return ledger.transaction(inside -> {
            Numbered<Benchmark> benchmark = inside.resolve(Benchmark.class, read.benchmark());
            Candidate base = profile.map(found -> base(found, read, by, time))
                    .orElseGet(() -> floor(inside, benchmark, read, by, time));
            checkSpace(base, read, by, time);
            StudyPlan drawn =
                    read.drawn().isPresent() ? read : read.withDrawn(draw(inside, read, benchmark, base.key()));
            checkDrawn(drawn, base, benchmark.record());
            inside.add(base);
            String kept = read.drawn().isPresent()
                    ? text
                    : withDrawn(text, drawn.drawn().orElseThrow());
            Numbered<Study> study = inside.add(new Study(read.name(), benchmark.key(), kept, by, time));
            return new Started(study, drawn, judge.begin(inside, study));
        });
    }

    private static Candidate floor(
            Ledger ledger, Numbered<Benchmark> benchmark, StudyPlan plan, Author by, Instant time) {
        Candidate floor = ledger.floor(benchmark.key())
                .flatMap(run -> ledger.find(Candidate.class, run.record().candidate()))
                .map(Numbered::record)
                .orElseThrow(() -> new LedgerException("study " + plan.name() + " varies the floor, but "
                        + benchmark.record().name() + " has none; name a profile"));
        return plan.set().isEmpty()
                ? floor
                : CandidateFactory.vary(floor, plan.set(), plan.families(), plan.despite(), by, time);
    }

    private static Candidate base(Profiles.Text profile, StudyPlan plan, Author by, Instant time) {
        try {
            return CandidateFactory.base(profile, plan.set(), plan.init(), by, time);
        } catch (FormatException e) {
            throw e.inFile(profile.source());
        }
    }

    /** Every value by itself must be possible, so that a typing error is reported now and not after a night. */
    private static void checkSpace(Candidate base, StudyPlan plan, Author by, Instant time) {
        plan.space().dimensions().forEach((path, dimension) -> {
            List<String> values = dimension.values().orElseGet(() -> List.of(dimension.at(0), dimension.at(1)));
            for (String value : values) {
                try {
                    Candidate candidate = CandidateFactory.vary(
                            base, Map.of(path, value), plan.families(), Optional.empty(), by, time);
                    List<String> said = new Settings(candidate.recipe()).values(path);
                    if (said.isEmpty() || !dimension.canonical(said.getFirst()).equals(Optional.of(value))) {
                        throw new LedgerException("space " + path + "=" + value + " of study " + plan.name()
                                + ": the profile says it as " + said + "; write it so, and each value once");
                    }
                } catch (FormatException e) {
                    throw new LedgerException(
                            "space " + path + "=" + value + " of study " + plan.name() + ": " + e.reason(), e);
                }
            }
        });
    }

    private static void checkDrawn(StudyPlan plan, Candidate base, Benchmark benchmark) {
        StudyPlan.Drawn drawn = plan.drawn().orElseThrow();
        if (!drawn.base().equals(base.key())) {
            throw new LedgerException("study " + plan.name() + " was drawn for another base than " + plan.profile()
                    + " with " + plan.set() + " is now; leave out 'drawn'");
        }
        for (Subset subset : drawn.subsets()) {
            if (subset.clipPairs() != benchmark.pairs()) {
                throw new LedgerException("study " + plan.name() + " has a subset " + subset + ", but "
                        + benchmark.name() + " has " + benchmark.pairs() + " pairs; leave out 'drawn'");
            }
        }
    }

    private static StudyPlan.Drawn draw(Ledger ledger, StudyPlan plan, Numbered<Benchmark> benchmark, String base) {
        int clipPairs = benchmark.record().pairs();
        List<Integer> sizes = plan.rungs().stream()
                .map(rung -> rung.pairs().orElse(clipPairs))
                .toList();
        for (Rung rung : plan.rungs()) {
            if (benchmark.record().sequence() && rung.pairs().isPresent()) {
                throw new LedgerException("study " + plan.name() + " asks for "
                        + rung.pairs().getAsInt() + " pairs, but the frames of benchmark "
                        + benchmark.record().name()
                        + " are a sequence, of which some pairs say nothing for all; write pairs: all");
            }
            if (rung.pairs().orElse(0) >= clipPairs) {
                throw new LedgerException("study " + plan.name() + " asks for "
                        + rung.pairs().getAsInt() + " of " + clipPairs + " pairs; write pairs: all");
            }
        }
        Strata strata = measured(ledger, benchmark.key(), base)
                .map(run -> Strata.byDifficulty(run, plan.strata()))
                .orElseGet(() -> Strata.byPosition(clipPairs, plan.strata()));
        return new StudyPlan.Drawn(base, strata.basis(), new SubsetPlan(strata, plan.seed()).nested(sizes));
    }

    /** A study file with the pairs that were drawn for it. In braces the key goes to the front, else to the end. */
    private static String withDrawn(String text, StudyPlan.Drawn decided) {
        String subsets = decided.subsets().stream()
                .map(subset -> "\"" + subset.text() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        String drawn = "{\"base\": \"" + decided.base() + "\", \"strata\": \""
                + decided.strata().name().toLowerCase(Locale.ROOT) + "\", \"subsets\": " + subsets + "}";
        return withKey(text, "drawn", drawn);
    }

    private static String withKey(String text, String key, String value) {
        int brace = text.indexOf('{');
        boolean braces = brace >= 0 && text.substring(0, brace).isBlank();
        return braces
                ? text.substring(0, brace + 1) + "\"" + key + "\": " + value + "," + text.substring(brace + 1)
                : text + (text.endsWith("\n") ? "" : "\n") + key + ": " + value + "\n";
    }

    /** The run of all pairs whose difficulty counts. */
    private static Optional<Run> measured(Ledger ledger, String benchmark, String base) {
        return ledger.floor(benchmark)
                .map(Numbered::record)
                .filter(run -> !run.pairs().isEmpty()) // which an import may lack
                .or(() -> ledger.runs(RunQuery.all().of(benchmark).ofCandidate(base)).stream()
                        .filter(RunRow::whole)
                        .flatMap(row -> ledger.find(Run.class, row.key()).stream())
                        .map(Numbered::record)
                        .filter(run -> !run.pairs().isEmpty())
                        .findFirst());
    }
}
