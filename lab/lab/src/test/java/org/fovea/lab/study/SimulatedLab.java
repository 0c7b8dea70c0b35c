package org.fovea.lab.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.lab.Records;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Study;
import org.fovea.lab.round.Draws;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * A lab whose archives are made up: what each pair of each candidate costs is known beforehand. Ledger, studies and
 * decisions are the real ones.
 */
final class SimulatedLab implements AutoCloseable {
    static final Comparator<Wanted> URGENT_FIRST =
            Comparator.comparingInt(Wanted::priority).reversed();

    private static final int WHOLE_BYTES = 9000;

    final Ledger ledger;
    final Numbered<Benchmark> benchmark;
    final StudyJudge judge = new StudyJudge(this::open, this::given, StudyJudge.Allowance.ALL);
    /** Experiments in the order in which they were made. */
    final List<Experiment> made = new ArrayList<>();

    final LabDatabase database;
    private final Truth truth;
    /** How much the cost of all pairs differs from seed to seed, as a share; 0 where seeds do nothing. */
    double noise;

    private final Map<String, Wanted> queue = new LinkedHashMap<>();
    private final List<Experiment> failed = new ArrayList<>();
    private Instant clock = Records.NOON;

    /** What a candidate does to the cost of a pair. */
    @FunctionalInterface
    interface Truth {
        /**
         * A factor of the pair's cost.
         *
         * @param lot random numbers of this candidate and pair
         */
        double factor(Candidate candidate, int pair, Draws lot);
    }

    SimulatedLab(Path folder, int pairs, Truth truth) {
        this(folder, Records.benchmark("white", pairs), truth);
    }

    SimulatedLab(Path folder, Benchmark competed, Truth truth) {
        this.database = LabDatabase.open(folder.resolve("lab-" + System.nanoTime() + ".db"));
        this.ledger = database.ledger();
        this.truth = truth;
        this.benchmark = ledger.add(competed);
    }

    /** Starts a study, and queues what it wants. */
    Numbered<Study> start(String plan) {
        return start(plan, OptionalInt.empty());
    }

    /** As above, in a lab that asks for so many seeds. */
    Numbered<Study> start(String plan, OptionalInt seeds) {
        try {
            StudyDirector.Started started = StudyDirector.start(ledger, plan, Records.ADA, clock, judge, seeds);
            started.wanted().forEach(this::ask);
            return started.study();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask(Wanted wanted) {
        String hash = wanted.experiment().hash();
        if (ledger.runOfJob(hash).isEmpty()) {
            queue.putIfAbsent(hash, wanted);
        }
    }

    Collection<Experiment> open(String study) {
        return queue.values().stream()
                .map(Wanted::experiment)
                .filter(experiment -> experiment.study().filter(study::equals).isPresent())
                .toList();
    }

    private Collection<Experiment> given(String study) {
        return failed.stream()
                .filter(experiment -> experiment.study().filter(study::equals).isPresent())
                .toList();
    }

    /** An experiment fails for good; then its study is asked what to do next. */
    void fail(Experiment experiment) {
        queue.remove(experiment.hash());
        failed.add(experiment);
        judge.givenUp(ledger, experiment).forEach(this::ask);
    }

    int waiting() {
        return queue.size();
    }

    /** Makes experiments until nothing is left to do, the most urgent first. */
    void work() {
        while (step(URGENT_FIRST)) {
            // on
        }
    }

    /** Makes the experiment that comes first. */
    boolean step(Comparator<Wanted> order) {
        Optional<Wanted> next = queue.values().stream().min(order);
        next.ifPresent(wanted -> {
            Experiment experiment = wanted.experiment();
            List<Wanted> after =
                    ledger.transaction(inside -> judge.judge(inside, experiment, inside.add(measure(experiment))));
            queue.remove(experiment.hash());
            made.add(experiment);
            after.forEach(this::ask);
        });
        return next.isPresent();
    }

    /** What a run would show. */
    Run measure(Experiment experiment) {
        clock = clock.plusSeconds(60);
        Candidate candidate = ledger.find(Candidate.class, experiment.candidate())
                .orElseThrow()
                .record();
        List<PairDistortion> costs = new ArrayList<>();
        Draws difficulty = new Draws(99);
        double[] hard = new double[experiment.subset().clipPairs()];
        for (int pair = 0; pair < hard.length; pair++) {
            hard[pair] = Math.exp(difficulty.normal());
        }
        // By what it changes, not by its key: a new setting of some stage must not draw all numbers anew.
        long name = 0x9E3779B97F4A7C15L * candidate.overrides().toString().hashCode();
        long seed = Long.parseLong(experiment.replaced().getOrDefault(Experiment.SEED, "0"));
        double luck = 1 + noise * new Draws(name ^ (seed * 0x2545F4914F6CDD1DL)).normal();
        for (int pair : experiment.subset().pairs()) {
            double factor = Math.max(0, truth.factor(candidate, pair, new Draws(name + 31L * pair))) * luck;
            costs.add(new PairDistortion(pair, Math.min(1, 0.003 * hard[pair] * factor), 0.0005 * hard[pair] * factor));
        }
        double share = experiment.built() == Built.CLIP
                ? 1
                : (double) experiment.subset().size() / experiment.subset().clipPairs();
        long bytes = Math.round(WHOLE_BYTES * share);
        return Run.builder()
                .benchmark(experiment.benchmark())
                .candidate(experiment.candidate())
                .study(experiment.study())
                .rung(experiment.rung())
                .replaced(experiment.replaced())
                .subset(experiment.subset())
                .built(experiment.built())
                .track(candidate.track())
                .family(candidate.family())
                .seeds(List.of(seed))
                .device("cpu")
                .machine("amd64")
                .threads(2)
                .codeVersion("0123456789abcdef")
                .started(clock.minusSeconds(60))
                .ended(clock)
                .bytes(new Run.Bytes(bytes, Optional.of(0L), benchmark.record().originalBytes() * share))
                .segmentation(costs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(costs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(costs)
                .job(Optional.of(experiment.hash()))
                .series(Optional.of(experiment.original().hash()).filter(job -> !job.equals(experiment.hash())))
                .build();
    }

    @Override
    public void close() {
        database.close();
    }
}
