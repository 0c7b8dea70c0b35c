package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.round.SeedNoise;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * Finds the runs that candidates are compared with. The baseline is the candidate of the benchmark's promoted run;
 * while there is none, the base of the study stands in for it, provisionally. It does so, too, on rungs on which the
 * baseline cannot be measured: a bare archive is of all pairs, with settings of its own.
 */
final class FloorRuns {
    private static final int MAX_REPETITIONS = 100;

    private final Ledger ledger;
    private final StudyContext context;
    private final Optional<Numbered<Run>> promoted;
    private final Candidate candidate;
    private final String key;

    FloorRuns(Ledger ledger, StudyContext context) {
        this.ledger = ledger;
        this.context = context;
        this.promoted = ledger.floor(context.benchmark().key());
        this.candidate = promoted.flatMap(
                        run -> ledger.find(Candidate.class, run.record().candidate()))
                .map(Numbered::record)
                .orElse(context.base());
        this.key = candidate.key();
    }

    /**
     * What is compared with on a rung.
     *
     * @param candidate whose run
     * @param provisional whether it stands in for a baseline
     * @param runs those that are there, one for each seed
     * @param missing what is to be measured still
     */
    record Floor(Candidate candidate, boolean provisional, List<Numbered<Run>> runs, List<Experiment> missing) {
        /** Whether all of it is there. */
        boolean there() {
            return missing.isEmpty();
        }
    }

    String key() {
        return key;
    }

    Floor at(int rung) {
        Rung how = context.plan().rungs().get(rung);
        boolean known = how.whole() && promoted.isPresent();
        boolean itself = known || measurable(how);
        Candidate measured = itself ? candidate : context.base();
        List<Numbered<Run>> runs = new ArrayList<>();
        List<Experiment> missing = new ArrayList<>();
        for (Experiment experiment : context.experiments(measured, rung)) {
            Optional<Numbered<Run>> run = known && runs.isEmpty() && missing.isEmpty()
                    ? promoted
                    : measured(experiment).or(() -> larger(experiment));
            run.ifPresentOrElse(runs::add, () -> missing.add(next(experiment)));
        }
        return new Floor(measured, promoted.isEmpty() || !itself, List.copyOf(runs), List.copyOf(missing));
    }

    /**
     * The gain that is asked for where the plan says none: what the baseline's spread on the last rung asks for.
     * Smaller rungs use the same, since it is a gain on all pairs that is looked for.
     *
     * @return empty while runs are missing that tell
     */
    OptionalDouble usualBar() {
        if (context.plan().bar().isPresent() || context.plan().seedCount() == 1) {
            return OptionalDouble.of(0);
        }
        Floor last = at(context.rungs() - 1);
        if (!last.there()) {
            return OptionalDouble.empty();
        }
        List<Run> runs = last.runs().stream().map(Numbered::record).toList();
        return OptionalDouble.of(runs.size() > 1 ? SeedNoise.usualBar(runs) : RoundRule.USUAL_BAR);
    }

    private boolean measurable(Rung rung) {
        return switch (candidate.recipe().kind()) {
            case PROFILE -> true;
            case ARCHIVE -> rung.built() == Built.CLIP && rung.set().isEmpty();
            case FOREIGN -> false;
        };
    }

    /** The run of an experiment, or of its first repetition that is not invalidated. */
    Optional<Numbered<Run>> measured(Experiment experiment) {
        return ledger.runOfJob(next(experiment, true).hash());
    }

    /** The experiment, or its first repetition that was not made yet. */
    Experiment next(Experiment experiment) {
        return next(experiment, false);
    }

    private Experiment next(Experiment experiment, boolean made) {
        for (int repetition = experiment.repetition(); repetition < MAX_REPETITIONS; repetition++) {
            Experiment one = experiment.repeated(repetition);
            Optional<Numbered<Run>> run = ledger.runOfJob(one.hash());
            if (run.isEmpty() || (made && !invalidated(run.get().key()))) {
                return one;
            }
        }
        throw new IllegalStateException("an experiment that was invalidated " + MAX_REPETITIONS + " times");
    }

    private boolean invalidated(String run) {
        return ledger.judgements(run).stream()
                .reduce((_, last) -> last)
                .filter(last -> last.record().verdict() == Verdict.INVALIDATED)
                .isPresent();
    }

    /** A run of all pairs serves all subsets of it, where archives hold the whole clip anyway. */
    private Optional<Numbered<Run>> larger(Experiment experiment) {
        if (experiment.built() != Built.CLIP || !experiment.replaced().isEmpty()) {
            return Optional.empty();
        }
        return ledger.runs(RunQuery.all().of(experiment.benchmark()).ofCandidate(experiment.candidate())).stream()
                .filter(RunRow::whole)
                .filter(row -> row.verdict().filter(Verdict.INVALIDATED::equals).isEmpty())
                .flatMap(row -> ledger.find(Run.class, row.key()).stream())
                .filter(run -> !run.record().pairs().isEmpty())
                .findFirst();
    }
}
