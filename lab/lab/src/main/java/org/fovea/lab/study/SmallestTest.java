package org.fovea.lab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.codec.FormatException;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.QueuedExperiment;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.verdict.DeadEnds;

/** Turns an idea into a hypothesis, a candidate and a study of one, and queues its first round. */
public final class SmallestTest {
    private static final int MOST_COMMANDS = 5;

    private final Ledger ledger;
    private final JobQueue queue;
    private final StudyJudge judge;

    public SmallestTest(Ledger ledger, JobQueue queue, StudyJudge judge) {
        this.ledger = ledger;
        this.queue = queue;
        this.judge = judge;
    }

    /**
     * An idea that is in the queue.
     *
     * @param pairs of each round
     */
    public record Queued(
            Numbered<Hypothesis> hypothesis,
            Numbered<Candidate> candidate,
            Numbered<Study> study,
            List<Integer> pairs) {
        /** For people: the smallest test and those that it is nested in. */
        public String text() {
            String more = pairs.stream().skip(1).map(String::valueOf).collect(Collectors.joining(", "));
            return "smallest test: " + pairs.getFirst() + " pairs" + (more.isEmpty() ? "" : ", nested in " + more);
        }
    }

    /**
     * Queues.
     *
     * @throws LedgerException where the benchmark has no baseline, the candidate is known, a dead end closes it, or the
     *     budget does not reach, with a message for users
     * @throws FormatException where a setting is impossible
     */
    public Queued queue(Idea idea) {
        record Made(Queued queued, StudyDirector.Started started) {}
        Made made = ledger.transaction(inside -> {
            Candidate floor = floor(inside, idea.benchmark());
            Instant now = Instant.now();
            Numbered<Hypothesis> hypothesis = inside.add(
                    new Hypothesis(idea.text(), idea.mechanism(), idea.part(), idea.expected(), idea.by(), now));
            Candidate candidate = candidate(floor, idea, hypothesis.key(), now);
            verifyNew(inside, floor, candidate, idea.benchmark());
            DeadEnds.check(inside, candidate, idea.benchmark().record());
            Numbered<Candidate> added = inside.add(candidate);
            try {
                Numbered<Benchmark> on = idea.benchmark();
                String name = on.record().name();
                // An imported benchmark may have a name that another one has here.
                String benchmark = inside.resolve(Benchmark.class, name).key().equals(on.key()) ? name : on.key();
                String plan = plan(idea, benchmark, hypothesis, cheaper(idea, new Settings(floor.recipe())));
                StudyDirector.Started started =
                        StudyDirector.start(inside, plan, idea.by(), now, judge, OptionalInt.empty());
                verifyBudget(idea, candidate, started);
                List<Integer> pairs = started.plan().drawn().orElseThrow().subsets().stream()
                        .map(Subset::size)
                        .toList();
                return new Made(new Queued(hypothesis, added, started.study(), pairs), started);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        queue.enqueue(made.started().wanted());
        return made.queued();
    }

    private static Candidate floor(Ledger ledger, Numbered<Benchmark> benchmark) {
        Numbered<Run> floor = ledger.floor(benchmark.key())
                .orElseThrow(() ->
                        new LedgerException("benchmark " + benchmark.record().name()
                                + " has no floor to compare with; measure one with fovea lab floor set"));
        Candidate candidate = ledger.find(Candidate.class, floor.record().candidate())
                .orElseThrow()
                .record();
        if (candidate.recipe().kind() != Recipe.Kind.PROFILE) {
            throw new LedgerException("the floor " + floor.label()
                    + " is an archive whose settings are not known; measure a profile with fovea lab floor "
                    + "set --profile P, or start a study with a profile of its own");
        }
        return candidate;
    }

    private static Candidate candidate(Candidate floor, Idea idea, String hypothesis, Instant now) {
        Candidate varied =
                CandidateFactory.vary(floor, idea.settings(), families(idea), idea.despite(), idea.by(), now);
        return varied.toBuilder()
                .family(idea.part())
                .hypothesis(Optional.of(hypothesis))
                .name(idea.name())
                .tags(idea.tags())
                .build();
    }

    private static Map<String, String> families(Idea idea) {
        return idea.settings().keySet().stream().collect(Collectors.toMap(path -> path, _ -> idea.part()));
    }

    /** What is asked for at once must be within the budget, the baseline's runs on the same pairs among it. */
    private static void verifyBudget(Idea idea, Candidate candidate, StudyDirector.Started started) {
        if (idea.budget().isEmpty()) {
            return;
        }
        boolean itself = started.wanted().stream()
                .anyMatch(wanted -> wanted.experiment().candidate().equals(candidate.key()));
        int needed = started.wanted().size() + (itself ? 0 : idea.seeds().orElse(1));
        int left = idea.budget().get().runs().orElse(Integer.MAX_VALUE);
        if (needed > left) {
            throw new LedgerException("the smallest test needs " + needed
                    + " runs, those of the floor on the same pairs among them, and only " + left
                    + " are left in the budget; ask for fewer rounds");
        }
    }

    /** The same candidate twice is recognised, however it is described. */
    private void verifyNew(Ledger ledger, Candidate floor, Candidate candidate, Numbered<Benchmark> benchmark) {
        if (floor.key().equals(candidate.key())) {
            throw new LedgerException(candidate.label() + " changes nothing: these are the settings of the floor");
        }
        List<QueuedExperiment> asked = queue.ofCandidate(candidate.key()).stream()
                .filter(each -> each.experiment().benchmark().equals(benchmark.key()))
                .toList();
        String retries = retries(asked);
        List<RunRow> runs = ledger.runs(RunQuery.all().of(benchmark.key()).ofCandidate(candidate.key()));
        if (!runs.isEmpty()) {
            RunRow last = runs.getLast();
            Numbered<Candidate> known =
                    ledger.find(Candidate.class, candidate.key()).orElseThrow();
            throw new LedgerException(String.format(
                    Locale.ROOT,
                    "%s is %s, which was tried already: %s on %d pairs, %d bytes, score %.4f%s; fovea lab show %s "
                            + "says more%s",
                    candidate.label(),
                    known.label(),
                    last.numberLabel(),
                    last.pairs(),
                    last.bytes(),
                    last.score(),
                    last.verdict()
                            .map(verdict -> ", " + verdict.name().toLowerCase(Locale.ROOT))
                            .orElse(""),
                    known.label(),
                    retries));
        }
        if (!asked.isEmpty()) {
            throw new LedgerException(candidate.label()
                    + (retries.isEmpty()
                            ? " is already queued; see fovea lab status"
                            : " was asked for already" + retries));
        }
    }

    /** Names what was given up of a candidate and its studies: a missing run of the floor holds it up, too. */
    private String retries(List<QueuedExperiment> asked) {
        Stream<QueuedExperiment> ofStudies = asked.stream()
                .flatMap(each -> each.experiment().study().stream())
                .distinct()
                .flatMap(study -> queue.given(study).stream());
        String commands = Stream.concat(asked.stream(), ofStudies)
                .filter(each -> each.state().givenUp())
                .map(each -> "fovea lab retry " + each.hash().substring(0, 12))
                .distinct()
                .limit(MOST_COMMANDS)
                .collect(Collectors.joining(", "));
        return commands.isEmpty() ? "" : "; what was given up of its study begins again with " + commands;
    }

    /**
     * What rounds on some pairs replace, for floor and candidate alike: masks are coded with the least effort, which
     * takes a fraction of the time. Not where the idea is about that effort.
     */
    private static Map<String, String> cheaper(Idea idea, Settings floor) {
        List<String> about = idea.settings().keySet().stream()
                .map(path -> path.replaceAll("\\[\\d+]", ""))
                .toList();
        return Stream.of("pack", "masks.effort")
                .filter(path -> !about.contains(path) && !floor.values(path).isEmpty())
                .collect(Collectors.toMap(path -> path, _ -> "fast"));
    }

    /**
     * The study file of an idea: a single candidate in rounds of more and more pairs; of all at once where frames are a
     * sequence. The ledger keeps it as it is.
     *
     * @param on what the study calls the benchmark
     * @param cheaper settings that are replaced in all rounds but the last
     */
    static String plan(Idea idea, String on, Numbered<Hypothesis> hypothesis, Map<String, String> cheaper) {
        Benchmark benchmark = idea.benchmark().record();
        Map<String, Object> plan = new TreeMap<>();
        plan.put("name", "try-" + hypothesis.label());
        plan.put("benchmark", on);
        plan.put("profile", StudyDirector.FLOOR);
        plan.put("sampler", "grid");
        plan.put("eta", 1); // a single candidate has no rivals to be better than
        plan.put("families", families(idea));
        Map<String, Object> space = new TreeMap<>();
        idea.settings().forEach((path, value) -> space.put(path, Map.of("values", List.of(value))));
        plan.put("space", space);
        List<Map<String, Object>> rungs = new ArrayList<>();
        idea.rungs().stream()
                .filter(pairs -> pairs < benchmark.pairs() && !benchmark.sequence())
                .sorted()
                .distinct()
                .forEach(pairs ->
                        rungs.add(cheaper.isEmpty() ? Map.of("pairs", pairs) : Map.of("pairs", pairs, "set", cheaper)));
        rungs.add(Map.of("pairs", "all"));
        plan.put("rungs", rungs);
        idea.bar().ifPresent(bar -> plan.put("bar", bar));
        idea.seeds().ifPresent(seeds -> plan.put("seeds", seeds));
        idea.despite().ifPresent(reason -> plan.put("despite", reason));
        idea.budget().ifPresent(budget -> plan.put("budget", limits(budget)));
        return CanonicalJson.write(plan);
    }

    private static Map<String, Object> limits(StudyPlan.Budget budget) {
        Map<String, Object> limits = new TreeMap<>();
        budget.runs().ifPresent(runs -> limits.put("runs", runs));
        budget.hours().ifPresent(hours -> limits.put("hours", hours));
        budget.bytes().ifPresent(bytes -> limits.put("bytes", bytes));
        return limits;
    }
}
