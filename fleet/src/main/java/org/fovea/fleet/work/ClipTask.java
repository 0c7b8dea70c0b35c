package org.fovea.fleet.work;

import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.plan.WorkKey;

/**
 * A step of a clip's work, with everything that decides about its result but the clip's content.
 *
 * @param clip the clip
 * @param step what is to be done
 * @param evaluators the networks; nameless and without hash for a step that has none
 * @param profile settings; nameless and without hash for a step that has none
 * @param program identity of the program
 */
public record ClipTask(FleetClip clip, Step step, Named evaluators, Named profile, String program) {
    /**
     * Something that has a name for people and a hash of what it is.
     *
     * @param name as the fleet's file has it
     * @param sha256 of what it stands for
     */
    public record Named(String name, String sha256) {
        /** What a step has none of. */
        public static final Named NONE = new Named("", "");
    }

    /** The name of this work for a content; see {@link WorkKey#of}. */
    public String key(String content) {
        return WorkKey.of(step, content, evaluators.sha256(), profile.sha256(), program);
    }
}
