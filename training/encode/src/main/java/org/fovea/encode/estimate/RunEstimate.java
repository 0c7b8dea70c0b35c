package org.fovea.encode.estimate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;
import org.fovea.encode.train.Exactness;
import org.fovea.encode.train.StepKind;

/**
 * Foretells how long a run takes. Training steps count as they were measured, before the run or in it; everything else
 * counts as many steps as it is worth, until this run has done the same once. Any thread may call it.
 */
public final class RunEstimate {
    /** A step without networks beside one with them. */
    private static final double CHEAP = 0.1;

    private static final double DIRECT = 0.9;
    private static final double ROUGH = 0.75;
    private static final double BAND = 0.85;
    private static final double POSES = 1.2;

    /** Gradients that are computed at the same time. */
    private static final int IN_FLIGHT = 2;

    /** Steps before a pace is believed. */
    private static final int FEW = 4;

    /** Shorter works say nothing about others of their kind. */
    private static final double LEAST_SECONDS = 0.5;

    private static final double WINDOW = 60;

    private final List<Phase> phases;
    private final int threads;
    private final LongSupplier clock;
    private final double start;
    private final Map<StepKind, Double> stepSeconds = new HashMap<>();
    private final Map<String, Double> itemSeconds = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private String label = "";
    private int phase = -1;
    private int work;
    private double workStart;
    private String task = "";
    private double taskStart;
    private long taskFirst;
    private long done;
    private long total;
    private Pace pace = new Pace(0, 0);

    /** The pace of steps over the last minute or two. */
    private static final class Pace {
        private double olderTime;
        private long olderDone;
        private double newerTime;
        private long newerDone;

        Pace(double time, long done) {
            olderTime = time;
            newerTime = time;
            olderDone = done;
            newerDone = done;
        }

        /** Seconds for each, 0 while it is not known. */
        double seconds(double time, long now) {
            double seconds = now - olderDone < FEW ? 0 : (time - olderTime) / (now - olderDone);
            if (time - newerTime > WINDOW) {
                olderTime = newerTime;
                olderDone = newerDone;
                newerTime = time;
                newerDone = now;
            }
            return seconds;
        }
    }

    /**
     * An estimate, before anything is done.
     *
     * @param phases of the run
     * @param threads that work at the same time, 1 or more
     * @param clock in nanoseconds
     */
    public RunEstimate(List<Phase> phases, int threads, LongSupplier clock) {
        this.phases = List.copyOf(phases);
        this.threads = threads;
        this.clock = clock;
        this.start = clock.getAsLong() / 1e9;
    }

    private double now() {
        return clock.getAsLong() / 1e9;
    }

    /** What a step of a kind was measured to take, from one to the next. */
    public synchronized void measured(StepKind kind, double seconds) {
        stepSeconds.put(kind, seconds);
    }

    /** A stage goes to work; those before it are finished. */
    public synchronized void begins(String stage) {
        if (stage.equals(label)) {
            return;
        }
        endWork();
        label = stage;
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).label().equals(stage)) {
                phase = i;
                work = 0;
                beginWork();
                return;
            }
            finished.add(phases.get(i).label());
        }
    }

    /** A stage is finished, perhaps by an earlier process. */
    public synchronized void ends(String stage) {
        if (stage.equals(label)) {
            endWork();
            phase = -1;
        }
        finished.add(stage);
    }

    private void beginWork() {
        workStart = now();
        task = "";
        done = 0;
        total = 0;
    }

    private void endWork() {
        if (phase < 0) {
            return;
        }
        double seconds = now() - workStart;
        if (current() instanceof Work.Items items && items.items() > 0 && seconds > LEAST_SECONDS) {
            itemSeconds.put(key(items), seconds / items.items());
        }
    }

    /** The same work with other settings is another one. */
    private static String key(Work.Items items) {
        return items.task() + " " + items.steps();
    }

    private Work current() {
        return phases.get(phase).works().get(work);
    }

    /** How far a task of the stage is. */
    public synchronized void update(String what, long finishedItems, long of) {
        if (phase < 0) {
            return;
        }
        double time = now();
        List<Work> works = phases.get(phase).works();
        if (!what.equals(current().task())) {
            for (int i = work + 1; i < works.size(); i++) {
                if (works.get(i).task().equals(what)) {
                    endWork();
                    work = i;
                    beginWork();
                    break;
                }
            }
        }
        boolean again = finishedItems < done; // the next round of a task counts from its beginning
        if (!what.equals(task) || again) {
            task = what;
            taskStart = time;
            taskFirst = finishedItems;
            pace = new Pace(time, finishedItems);
        }
        done = finishedItems;
        total = of;
        if (current() instanceof Work.Steps) {
            steps(works, time);
        }
    }

    /** A training tells steps from its beginning; which of its works that is follows from their counts. */
    private void steps(List<Work> works, double time) {
        Optional<Work> first =
                works.stream().filter(one -> one.task().equals(task)).findFirst();
        if (first.isEmpty()) {
            return; // something short beside the steps, such as decoding the stream
        }
        int at = works.indexOf(first.get());
        long before = 0;
        while (at < work) {
            before += ((Work.Steps) works.get(at++)).count();
        }
        while (work + 1 < works.size()
                && works.get(work + 1) instanceof Work.Steps
                && done > before + ((Work.Steps) works.get(work)).count()) {
            before += ((Work.Steps) works.get(work)).count();
            work++;
            workStart = time;
            pace = new Pace(time, done);
        }
        double seconds = pace.seconds(time, done);
        if (seconds > 0) {
            stepSeconds.put(((Work.Steps) works.get(work)).kind(), seconds);
        }
    }

    /** How far the run is. */
    public synchronized Outlook outlook() {
        double time = now();
        OptionalDouble rate = OptionalDouble.empty();
        if (phase >= 0 && current() instanceof Work.Steps steps && stepSeconds.containsKey(steps.kind())) {
            rate = OptionalDouble.of(1 / stepSeconds.get(steps.kind()));
        }
        return new Outlook(label, time - start, left(time), rate);
    }

    private OptionalDouble left(double time) {
        double exact = exactSeconds();
        if (exact == 0) {
            return OptionalDouble.empty();
        }
        double left = 0;
        for (int i = 0; i < phases.size(); i++) {
            if (finished.contains(phases.get(i).label())) {
                continue;
            }
            List<Work> works = phases.get(i).works();
            for (int k = i == phase ? work : 0; k < works.size(); k++) {
                double whole = seconds(works.get(k), exact);
                left += i == phase && k == work ? rest(works, whole, time) : whole;
            }
        }
        return OptionalDouble.of(left);
    }

    /**
     * Seconds of the work that is not finished.
     *
     * @param trainings steps, which can be left out
     * @param searches of stages, which can end early
     * @param rest what must be done: packing, measuring, the score
     */
    public record Parts(double trainings, double searches, double rest) {
        double flexible() {
            return trainings + searches;
        }

        public double seconds() {
            return flexible() + rest;
        }

        public Parts times(int count) {
            return new Parts(count * trainings, count * searches, count * rest);
        }

        public Parts plus(Parts other) {
            return new Parts(trainings + other.trainings, searches + other.searches, rest + other.rest);
        }
    }

    /** What is not finished, in exact training steps where none was measured. */
    public synchronized Parts parts() {
        return phases.stream()
                .filter(one -> !finished.contains(one.label()))
                .map(this::parts)
                .reduce(new Parts(0, 0, 0), Parts::plus);
    }

    /** The same of one phase, finished or not. */
    public synchronized Parts parts(Phase of) {
        double exact = exactSeconds() == 0 ? 1 : exactSeconds();
        Parts all = new Parts(0, 0, 0);
        for (Work one : of.works()) {
            double seconds = seconds(one, exact);
            boolean own = of.label().endsWith("-" + one.task());
            all = all.plus(
                    one instanceof Work.Steps
                            ? new Parts(seconds, 0, 0)
                            : own ? new Parts(0, seconds, 0) : new Parts(0, 0, seconds));
        }
        return all;
    }

    /**
     * How long the stage that begins may train or search. Searches are kept the time that they need, up to half of what
     * there is; trainings share the rest.
     *
     * @param left seconds to the end of the run
     */
    public synchronized double allowance(double left) {
        Parts all = parts();
        Parts own = phase < 0 ? all : parts(phases.get(phase));
        if (exactSeconds() == 0) {
            return left * (own.flexible() + own.rest()) / (all.flexible() + all.rest());
        }
        if (all.flexible() == 0) {
            return left;
        }
        double time = Math.max(0, left - all.rest());
        double searches = all.trainings() > 0 ? Math.min(all.searches(), time / 2) : time;
        return part(time - searches, own.trainings(), all.trainings()) + part(searches, own.searches(), all.searches());
    }

    private static double part(double time, double own, double all) {
        return all > 0 ? time * own / all : 0;
    }

    /** What is left of the work at hand, which takes so many seconds as a rule. */
    private double rest(List<Work> works, double whole, double time) {
        if (works.get(work) instanceof Work.Steps steps) {
            long before = 0;
            for (int i = 0; i < work; i++) {
                if (works.get(i) instanceof Work.Steps earlier && earlier.task().equals(steps.task())) {
                    before += earlier.count();
                }
            }
            long within = Math.clamp(done - before, 0, steps.count());
            return whole * (steps.count() - within) / Math.max(1, steps.count());
        }
        // A stage consists of tasks that are not known beforehand: at least the one at hand is still to be finished.
        double atLeast =
                done > taskFirst && total > done ? (time - taskStart) / (done - taskFirst) * (total - done) : 0;
        boolean only = works.get(work).task().equals(task);
        double usual = Math.max(0, whole - (time - workStart));
        return only && atLeast > 0 ? atLeast : Math.max(usual, atLeast);
    }

    private double seconds(Work of, double exact) {
        return switch (of) {
            case Work.Steps steps ->
                steps.count() * stepSeconds.getOrDefault(steps.kind(), exact * weight(steps.kind()));
            case Work.Items items ->
                items.items()
                        * itemSeconds.getOrDefault(
                                key(items), items.steps() * exact * Math.min(threads, IN_FLIGHT) / threads);
        };
    }

    /** Seconds from one exact step to the next, measured or from what was measured of others; 0 while nothing was. */
    private double exactSeconds() {
        boolean judged = stepSeconds.keySet().stream().anyMatch(StepKind::judged);
        double[] known = stepSeconds.entrySet().stream()
                .filter(one -> one.getKey().judged() == judged)
                .mapToDouble(one -> one.getValue() / weight(one.getKey()))
                .toArray();
        return known.length == 0 ? 0 : Arrays.stream(known).reduce(0, Double::sum) / known.length;
    }

    private static double weight(StepKind kind) {
        if (!kind.judged()) {
            return CHEAP;
        }
        return kind.pairs() * exactness(kind.exactness()) * (kind.band() ? BAND : 1) * (kind.poses() ? POSES : 1);
    }

    private static double exactness(Exactness exactness) {
        return switch (exactness) {
            case EXACT -> 1;
            case DIRECT -> DIRECT;
            case ROUGH -> ROUGH;
        };
    }
}
