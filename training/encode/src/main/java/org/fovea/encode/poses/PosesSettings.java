package org.fovea.encode.poses;

import org.fovea.encode.Shortenable;

/**
 * Settings of {@link PosesStage}.
 *
 * @param trials how often a pair may be rendered to find its pose, beside finite differences; 0 keeps the poses and
 *     only says them better
 * @param rounds how often the codes are searched again around what the last ones measured; 0 rounds the poses that were
 *     found
 * @param stepRounds rounds over all dimensions in which other steps are tried
 * @param candidates codes of a pair that are rendered in the end, of which the best stay; 1 for none beside those that
 *     the models choose
 * @param pairs most pairs whose poses are looked for, spread evenly over the clip as for a trial's score; the others
 *     keep theirs. 0 for all
 */
public record PosesSettings(int trials, int rounds, int stepRounds, int candidates, int pairs)
        implements Shortenable<PosesSettings> {

    /** @throws IllegalArgumentException where a number is out of range */
    public PosesSettings {
        if (trials < 0 || rounds < 0 || stepRounds < 0 || candidates < 1 || candidates > 1000 || pairs < 0) {
            throw new IllegalArgumentException("poses: trials " + trials + ", rounds " + rounds + ", stepRounds "
                    + stepRounds + ", candidates " + candidates + ", pairs " + pairs
                    + "; trials, rounds, stepRounds and pairs must be 0 or more, candidates 1..1000");
        }
    }

    /** One round, which finds poses but says them in more bytes. */
    @Override
    public PosesSettings shortened(double share) {
        return new PosesSettings(trials, 1, Math.min(stepRounds, 1), 1, pairs);
    }

    /**
     * A third of the time for half of the trials and no search for codes: for a run with too little time for training.
     */
    public PosesSettings quick() {
        return new PosesSettings(Math.ceilDiv(trials, 2), 0, 0, 1, pairs);
    }

    /**
     * The same for a trial that is scored on so many pairs: what others' poses are does not count there, and on a long
     * clip they take most of its time.
     */
    public PosesSettings ofPairs(int most) {
        return new PosesSettings(trials, rounds, stepRounds, candidates, most);
    }

    /** What suits clips of some minutes. */
    public static PosesSettings defaults() {
        return new PosesSettings(24, 8, 4, 8, 0);
    }
}
