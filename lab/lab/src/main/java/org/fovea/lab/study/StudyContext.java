package org.fovea.lab.study;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;

/**
 * A study and what it refers to.
 *
 * @param plan that it keeps, with what was drawn
 * @param drawn what was decided when it began
 * @param base candidate that it varies
 */
record StudyContext(
        Numbered<Study> study, StudyPlan plan, StudyPlan.Drawn drawn, Numbered<Benchmark> benchmark, Candidate base) {
    static StudyContext of(Ledger ledger, Numbered<Study> study) {
        StudyPlan plan = StudyPlan.parse(study.record().plan());
        StudyPlan.Drawn drawn = plan.drawn()
                .orElseThrow(() -> new LedgerException("study " + plan.name()
                        + " was never started here: its plan names no pairs; start it under another name"));
        Numbered<Benchmark> benchmark =
                ledger.find(Benchmark.class, study.record().benchmark()).orElseThrow(() -> missing(plan, "benchmark"));
        Candidate base = ledger.find(Candidate.class, drawn.base())
                .map(Numbered::record)
                .orElseThrow(() -> missing(plan, "base"));
        return new StudyContext(study, plan, drawn, benchmark, base);
    }

    private static LedgerException missing(StudyPlan plan, String what) {
        return new LedgerException("the " + what + " of study " + plan.name() + " is not in this ledger; import it");
    }

    int rungs() {
        return plan.rungs().size();
    }

    Experiment experiment(String candidate, int rung) {
        Rung how = plan.rungs().get(rung);
        return new Experiment(
                benchmark.key(),
                candidate,
                Optional.of(study.key()),
                rung,
                how.set(),
                drawn.subsets().get(rung),
                how.built(),
                0);
    }

    /** The experiment of a candidate on a rung, and the same with as many other seeds as the study asks for. */
    List<Experiment> experiments(Candidate candidate, int rung) {
        return experiment(candidate.key(), rung).withSeeds(candidate, plan.seedCount());
    }

    Candidate vary(Map<String, String> point, Author by, Instant time) {
        return CandidateFactory.vary(base, point, plan.families(), plan.despite(), by, time);
    }

    /**
     * The point of the space at which a candidate is: read from its settings, because it may have been described
     * otherwise when it was first proposed.
     *
     * @return empty where it is outside the space
     */
    Optional<Map<String, String>> point(Candidate candidate) {
        Settings mine = new Settings(candidate.recipe());
        Settings origin = new Settings(base.recipe());
        Map<String, String> point = new TreeMap<>();
        for (Map.Entry<String, Dimension> entry : plan.space().dimensions().entrySet()) {
            String path = entry.getKey();
            if (plan.oneAtATime() && mine.agrees(origin, path)) {
                continue;
            }
            List<String> values = mine.values(path);
            // Nothing set, as where an optional setting is left out, is none of the values.
            Optional<String> value =
                    values.isEmpty() ? Optional.empty() : entry.getValue().canonical(values.getFirst());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            point.put(path, value.get());
        }
        return point.isEmpty() ? Optional.empty() : Optional.of(point);
    }
}
