package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of a candidate with the floor on the same pairs.
 *
 * @param benchmark key
 * @param study key of the study whose rules decided
 * @param rung number of the round, from 0
 * @param candidate key
 * @param floorRun key of the floor's run
 * @param candidateRun key of the candidate's
 * @param gain how much better the candidate is, in points of the linearised score; positive is better
 * @param low lower end of its confidence interval
 * @param high upper end
 * @param level confidence of the interval, 0..1
 * @param bar gain that is asked for
 * @param seeds runs with several seeds whose mean was judged; absent where each side has one
 * @param decision what follows
 * @param by rule that decided
 * @param time when
 */
public record Round(
        String benchmark,
        Optional<String> study,
        int rung,
        String candidate,
        String floorRun,
        String candidateRun,
        double gain,
        double low,
        double high,
        double level,
        double bar,
        Optional<Seeds> seeds,
        Decision decision,
        Author by,
        Instant time)
        implements LabRecord {
    /** Rejects what cannot be one. */
    public Round {
        Texts.key("the benchmark", benchmark);
        Texts.key("the candidate", candidate);
        Texts.key("the floor's run", floorRun);
        Texts.key("the candidate's run", candidateRun);
        study.ifPresent(key -> Texts.key("the study", key));
        if (!(low <= high) || !(level > 0 && level < 1) || !Double.isFinite(gain) || !Double.isFinite(bar)) {
            throw new IllegalArgumentException("a gain of " + gain + " in " + low + ".." + high);
        }
        time = Texts.time(time);
    }

    /**
     * Runs that differ in nothing but their seeds.
     *
     * @param floorRuns keys of the floor's runs, the one of its own seed first
     * @param candidateRuns keys of the candidate's
     * @param deviation standard deviation of the score of one seed, pooled from both, in points; 0 or more
     */
    public record Seeds(List<String> floorRuns, List<String> candidateRuns, double deviation) {
        /** Copies. */
        public Seeds {
            Texts.keys("a run of the floor", floorRuns);
            Texts.keys("a run of the candidate", candidateRuns);
            floorRuns = List.copyOf(floorRuns);
            candidateRuns = List.copyOf(candidateRuns);
            if (!(deviation >= 0 && Double.isFinite(deviation))) {
                throw new IllegalArgumentException("a standard deviation of " + deviation);
            }
        }
    }

    /** The gain in standard deviations of one seed's score; absent where the noise was not measured, or is 0. */
    @JsonIgnore
    public Optional<Double> gainInNoise() {
        return seeds.filter(runs -> runs.deviation() > 0).map(runs -> gain / runs.deviation());
    }

    /** What follows from a round. */
    public enum Decision {
        /** Cannot reach the bar: rejected. */
        KILL,
        /** Not sure: goes on if there is room. */
        CONTINUE,
        /** Above the bar: goes on to the next subset; after the last one, to the gates. */
        PROMOTE
    }

    @Override
    public RecordKind kind() {
        return RecordKind.ROUND;
    }

    @Override
    public Instant recorded() {
        return time;
    }

    /** Begins a new one. What is not said is absent, empty or 0; everything else must be said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Begins another one that is like this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.benchmark = benchmark;
        builder.study = study;
        builder.rung = rung;
        builder.candidate = candidate;
        builder.floorRun = floorRun;
        builder.candidateRun = candidateRun;
        builder.gain = gain;
        builder.low = low;
        builder.high = high;
        builder.level = level;
        builder.bar = bar;
        builder.seeds = seeds;
        builder.decision = decision;
        builder.by = by;
        builder.time = time;
        return builder;
    }

    /** Components by their names; see {@link Round} for what they are. */
    public static final class Builder {
        private String benchmark;
        private Optional<String> study = Optional.empty();
        private int rung;
        private String candidate;
        private String floorRun;
        private String candidateRun;
        private double gain;
        private double low;
        private double high;
        private double level;
        private double bar;
        private Optional<Seeds> seeds = Optional.empty();
        private Decision decision;
        private Author by;
        private Instant time;

        private Builder() {}

        /** Key. */
        public Builder benchmark(String value) {
            benchmark = value;
            return this;
        }

        /** Key of the study whose rules decided. */
        public Builder study(Optional<String> value) {
            study = value;
            return this;
        }

        /** Number of the round, from 0. */
        public Builder rung(int value) {
            rung = value;
            return this;
        }

        /** Key. */
        public Builder candidate(String value) {
            candidate = value;
            return this;
        }

        /** Key of the floor's run. */
        public Builder floorRun(String value) {
            floorRun = value;
            return this;
        }

        /** Key of the candidate's. */
        public Builder candidateRun(String value) {
            candidateRun = value;
            return this;
        }

        /** How much better the candidate is, in points of the linearised score; positive is better. */
        public Builder gain(double value) {
            gain = value;
            return this;
        }

        /** Lower end of its confidence interval. */
        public Builder low(double value) {
            low = value;
            return this;
        }

        /** Upper end. */
        public Builder high(double value) {
            high = value;
            return this;
        }

        /** Confidence of the interval, 0..1. */
        public Builder level(double value) {
            level = value;
            return this;
        }

        /** Gain that is asked for. */
        public Builder bar(double value) {
            bar = value;
            return this;
        }

        /** Runs with several seeds whose mean was judged. */
        public Builder seeds(Optional<Seeds> value) {
            seeds = value;
            return this;
        }

        /** What follows. */
        public Builder decision(Decision value) {
            decision = value;
            return this;
        }

        /** Rule that decided. */
        public Builder by(Author value) {
            by = value;
            return this;
        }

        /** When. */
        public Builder time(Instant value) {
            time = value;
            return this;
        }

        /** The record. */
        public Round build() {
            return new Round(
                    benchmark,
                    study,
                    rung,
                    candidate,
                    floorRun,
                    candidateRun,
                    gain,
                    low,
                    high,
                    level,
                    bar,
                    seeds,
                    decision,
                    by,
                    time);
        }
    }
}
