package org.fovea.lab.record;

import java.time.Instant;
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
}
