package org.fovea.lab.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.QueuedExperiment;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
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
    /** Records of a kind, by all agents of a lab: with texts of 16,384 letters some 10 MB. */
    static final int MAX_RECORDS = 500;

    private static final String PATH = "^[A-Za-z0-9_-]+(\\[[1-9][0-9]?\\])?(\\.[A-Za-z0-9_-]+)*$";

    private final LabFolder folder;
    private final JobQueue queue;

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
     * What is left, for the plan of a study that changes some settings of the baseline.
     *
     * <p>In one process, looking at what is left and queueing should follow each other without another proposal in
     * between. Several servers of the same lab do not wait for each other: two that propose in the same moment may both
     * see the same rest, and ask for at most what two smallest tests begin with more than the limit. Nothing follows on
     * top of that: the next rounds of their studies are asked for by the judge, one transaction after the other, and
     * then the runs of both count.
     *
     * @throws LedgerException where nothing is left, or a setting may not be changed
     */
    public StudyPlan.Budget left(Ledger ledger, Set<String> settings) {
        AgentLimits limits = limits();
        List<String> others = settings.stream()
                .filter(field -> !field.matches(PATH) || !limits.allows(field))
                .toList();
        if (!others.isEmpty()) {
            throw new LedgerException(String.join(", ", others) + " may not be changed by agents; lab.yaml allows "
                    + (limits.fields().isEmpty() ? "nothing" : String.join(", ", limits.fields())));
        }
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

    /**
     * Refuses a record where programs have written as many of its kind as a lab takes from them: they are kept for
     * ever, in every export and report.
     *
     * @throws LedgerException where it is full
     */
    public static <T extends LabRecord> void verifyRoom(Ledger ledger, Class<T> kind, Function<T, Author> by) {
        long written = ledger.all(kind).stream()
                .filter(each -> by.apply(each.record()).kind() == Author.Kind.AGENT)
                .count();
        if (written >= MAX_RECORDS) {
            throw new LedgerException("agents have written " + written
                    + " records of this kind, as many as a lab takes from them; ask a person");
        }
    }

    /**
     * Adds a rejection or a reopening. That of an agent is undone and refused where it would change which run is a
     * baseline, as that of the baseline's own promotion: only {@link org.fovea.lab.verdict.Gates} do.
     *
     * @throws LedgerException where it is refused
     */
    public static Numbered<Judgement> judge(Ledger ledger, Judgement judgement) {
        return ledger.transaction(inside -> {
            Map<String, Numbered<Run>> before = inside.floors();
            Numbered<Judgement> added = inside.add(judgement);
            if (judgement.by().kind() == Author.Kind.AGENT && !inside.floors().equals(before)) {
                throw new LedgerException(inside.resolve(judgement.subject()).label() + " cannot be "
                        + judgement.verdict().name().toLowerCase(Locale.ROOT)
                        + " by an agent: that would change the floor without its gates; promote a better "
                        + "run, or ask a person");
            }
            return added;
        });
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
