package org.fovea.lab.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.config.RecordBuilder;

/**
 * A comparison of a candidate with the baseline on the same pairs.
 *
 * @param study key of the study whose rules decided
 * @param rung number of the round, from 0
 * @param floorRun key of the baseline's run
 * @param candidateRun key of the candidate's
 * @param gain how much better the candidate is, in points of the linearised score; positive is better
 * @param low lower end of its confidence interval
 * @param level confidence of the interval, 0..1
 * @param bar gain that is asked for
 * @param seeds runs with several seeds whose mean was judged; absent where each side has one
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
     * @param floorRuns keys of the baseline's runs, the one of its own seed first
     * @param candidateRuns keys of the candidate's
     * @param deviation standard deviation of the score of one seed, pooled from both, in points; 0 or more
     */
    public record Seeds(List<String> floorRuns, List<String> candidateRuns, double deviation) {
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

    public enum Decision {
        /** Cannot reach the bar: rejected. */
        KILL,
        /** Not sure: goes on if there is room. */
        CONTINUE,
        /** Above the bar: goes on to the next subset; after the last one, to the gates. */
        PROMOTE
    }

    /** Begins a new one. What is not set is absent, empty or 0; everything else must be set. */
    public static Builder builder() {
        return RecordBuilder.of(Builder.class);
    }

    /** Sets components by their names; see {@link Round}. */
    public interface Builder {
        Builder benchmark(String value);

        Builder study(Optional<String> value);

        Builder rung(int value);

        Builder candidate(String value);

        Builder floorRun(String value);

        Builder candidateRun(String value);

        Builder gain(double value);

        Builder low(double value);

        Builder high(double value);

        Builder level(double value);

        Builder bar(double value);

        Builder seeds(Optional<Seeds> value);

        Builder decision(Decision value);

        Builder by(Author value);

        Builder time(Instant value);

        Round build();
    }
}
