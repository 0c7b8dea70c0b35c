package org.fovea.fleet.plan;

import java.util.List;
import org.fovea.app.rd.SettingsPlan;

/**
 * What step sweep tries on each clip, in the words of {@code fovea robust sweep}.
 *
 * @param profile settings that are not varied: a name, or a file
 * @param vary settings and their values, {@code KEY=VALUE,VALUE} each
 * @param random how many random combinations are tried; 0: all
 * @param finalists how many of the best are measured on all pairs
 */
public record SweepOrder(String profile, List<String> vary, int random, int finalists) {
    /** What is not varied where nothing is said. */
    static final String USUAL_PROFILE = "standard/video";

    /** As the command has it. */
    static final int USUAL_FINALISTS = 3;

    /** @throws IllegalArgumentException where it cannot be done, with a message for users */
    public SweepOrder {
        vary = List.copyOf(vary);
        SettingsPlan.of(vary);
        if (random < 0 || finalists < 1) {
            throw new IllegalArgumentException("random must be 0 or more, finalists 1 or more");
        }
    }

    /** For the key of the work: everything but what the profile's name stands for. */
    public String identity() {
        return String.join("\n", vary) + "\n" + random + "\n" + finalists;
    }
}
