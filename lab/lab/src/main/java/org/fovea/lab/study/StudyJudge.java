package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Judge;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * Decides what a new run means for the studies that wait for it: rounds and rejections, who goes on, and which
 * candidates are tried next. What it decides follows from the ledger and the open experiments alone, and times from
 * those of the runs, so a second call for the same run changes nothing.
 *
 * <p>It never promotes a run to baseline: its last word is a round on all pairs with PROMOTE; gates and a person or
 * agent follow.
 */
public final class StudyJudge implements Judge {
    private final Function<String, Collection<Experiment>> open;
    private final Function<String, Collection<Experiment>> given;
    private final Allowance allowance;
    private final KnownCandidates known = new KnownCandidates();

    /**
     * A judge that knows a queue.
     *
     * @param open by a study's key: its experiments that are queued or running; the one that is being judged may be
     *     among them
     * @param given by a study's key: its experiments that failed for good or were skipped; they are not asked for
     *     again, and their candidates count as tried
     * @param allowance may stop studies by more than their own budgets
     */
    public StudyJudge(
            Function<String, Collection<Experiment>> open,
            Function<String, Collection<Experiment>> given,
            Allowance allowance) {
        this.open = open;
        this.given = given;
        this.allowance = allowance;
    }

    @Override
    public List<Wanted> judge(Ledger ledger, Experiment experiment, Numbered<Run> run) {
        List<Wanted> wanted = new ArrayList<>();
        for (Numbered<Study> study : ledger.all(Study.class)) {
            if (study.record().benchmark().equals(experiment.benchmark())) {
                StudyProgress progress = progress(ledger, study, wanted.size(), true);
                // Other studies may have waited for the same experiment, which is made once.
                if (experiment.study().filter(study.key()::equals).isPresent()
                        || progress.hasPending()
                        || progress.awaits(experiment)) {
                    wanted.addAll(progress.advance());
                }
            }
        }
        return wanted;
    }

    @Override
    public List<Wanted> givenUp(Ledger ledger, Experiment experiment) {
        return experiment
                .study()
                .flatMap(key -> ledger.find(Study.class, key))
                .map(study -> progress(ledger, study, 0, true))
                .filter(progress -> progress.goesOnWithout(experiment))
                .map(StudyProgress::advance)
                .orElse(List.of());
    }

    /** The baseline's runs on all rungs, and what comes next. */
    List<Wanted> begin(Ledger ledger, Numbered<Study> study) {
        StudyProgress progress = progress(ledger, study, 0, false);
        progress.wantFloors();
        return progress.advance();
    }

    /**
     * @param asked experiments that were asked for in the same breath and are not queued yet
     * @param itself whether it goes on by itself: then it proposes nothing that other studies gave up
     */
    private StudyProgress progress(Ledger ledger, Numbered<Study> study, int asked, boolean itself) {
        return new StudyProgress(
                ledger,
                study,
                open.apply(study.key()),
                given.apply(study.key()),
                elsewhere(ledger, study, itself),
                known,
                more -> allowance.allows(ledger, study, asked + more));
    }

    /** Hashes of what other studies have asked for and is not there yet. */
    private List<String> elsewhere(Ledger ledger, Numbered<Study> study, boolean itself) {
        return ledger.all(Study.class).stream()
                .filter(other -> !other.key().equals(study.key()))
                .flatMap(other -> Stream.concat(
                        open.apply(other.key()).stream(),
                        itself ? given.apply(other.key()).stream() : Stream.<Experiment>empty()))
                .map(Experiment::hash)
                .filter(hash -> ledger.runOfJob(hash).isEmpty())
                .toList();
    }

    /**
     * Whether a study may ask for one more run, besides what its own budget says. Missing runs of the baseline are not
     * asked about.
     */
    @FunctionalInterface
    public interface Allowance {
        Allowance ALL = (_, _, _) -> true;

        /**
         * Whether it may.
         *
         * @param ledger in the transaction that would ask for the run
         * @param asked experiments that are asked for in the same breath and are not queued yet
         */
        boolean allows(Ledger ledger, Numbered<Study> study, int asked);
    }
}
