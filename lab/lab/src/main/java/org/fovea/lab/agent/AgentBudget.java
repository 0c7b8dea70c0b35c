package org.fovea.lab.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.QueuedExperiment;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.study.StudyJudge;
import org.fovea.lab.study.StudyJudge.Allowance;
import org.fovea.lab.study.StudyPlan;

/**
 * What all agents of a lab together may cost, and have cost. Counted are runs of studies that an agent started: those
 * in the ledger, and experiments in the queue that have none yet. Runs of the baseline that such a study needs on its
 * pairs are among them. Hours are those of the runs in the ledger.
 *
 * <p>The limits are read from {@code lab.yaml} each time, so that a person may change them while servers and workers
 * run. As an {@link Allowance} it stops studies of agents from going on to further rounds; a run that was asked for is
 * made, and missing runs of the baseline are not refused, so that hours may end up above their limit by those of runs
 * that were open, and runs by those of a baseline that changed meanwhile.
 */
public final class AgentBudget implements Allowance {
    private final LabFolder folder;
    private final JobQueue queue;

    /** Of a lab. */
    public AgentBudget(LabFolder folder, JobQueue queue) {
        this.folder = folder;
        this.queue = queue;
    }

    /** Who decides what the runs of a lab mean: knows its queue, and stops studies of agents at their limits. */
    public static StudyJudge judge(LabFolder folder, JobQueue queue) {
        return new StudyJudge(
                study -> queue.open(study).stream()
                        .map(QueuedExperiment::experiment)
                        .toList(),
                study -> queue.given(study).stream()
                        .map(QueuedExperiment::experiment)
                        .toList(),
                new AgentBudget(folder, queue));
    }

    /**
     * What agents have asked for.
     *
     * @param finished runs in the ledger
     * @param open experiments in the queue without a run
     * @param hours of the runs in the ledger, added up
     */
    public record Used(int finished, int open, double hours) {
        /** Runs that count. */
        public int runs() {
            return finished + open;
        }
    }

    /**
     * The limits.
     *
     * @throws UncheckedIOException where the lab's settings cannot be read
     */
    public AgentLimits limits() {
        try {
            return folder.config().agents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was used so far. */
    public Used used(Ledger ledger) {
        int finished = 0;
        double hours = 0;
        Set<String> open = new HashSet<>(); // one that two studies wait for is made once
        for (Numbered<Study> study : ledger.all(Study.class)) {
            if (!ofAgent(study)) {
                continue;
            }
            List<RunRow> rows = ledger.runs(RunQuery.all().ofStudy(study.key()));
            finished += rows.size();
            hours += rows.stream().mapToDouble(RunRow::hours).sum();
            for (QueuedExperiment experiment : queue.open(study.key())) {
                if (ledger.runOfJob(experiment.hash()).isEmpty()) {
                    open.add(experiment.hash());
                }
            }
        }
        return new Used(finished, open.size(), hours);
    }

    /**
     * What is left, for the plan of a study.
     *
     * @throws LedgerException where nothing is; the message says how much was used
     */
    StudyPlan.Budget left(Ledger ledger) {
        AgentLimits limits = limits();
        Used used = used(ledger);
        if (used.runs() >= limits.runs()) {
            throw new LedgerException("the budget of agents is used up: " + used.runs() + " of " + limits.runs()
                    + " runs (" + used.finished() + " finished, " + used.open()
                    + " in the queue); a person may raise agents.runs in lab.yaml");
        }
        if (!(used.hours() < limits.hours())) {
            throw new LedgerException(String.format(
                    Locale.ROOT,
                    "the budget of agents is used up: %.2f of %s hours; a person may raise agents.hours in lab.yaml",
                    used.hours(),
                    limits.hours()));
        }
        return new StudyPlan.Budget(
                OptionalInt.of(limits.runs() - used.runs()),
                OptionalDouble.of(limits.hours() - used.hours()),
                OptionalLong.empty());
    }

    @Override
    public boolean allows(Ledger ledger, Numbered<Study> study, int asked) {
        if (!ofAgent(study)) {
            return true;
        }
        AgentLimits limits = limits();
        Used used = used(ledger);
        return used.runs() + asked < limits.runs() && used.hours() < limits.hours();
    }

    private static boolean ofAgent(Numbered<Study> study) {
        return study.record().by().kind() == Author.Kind.AGENT;
    }
}
