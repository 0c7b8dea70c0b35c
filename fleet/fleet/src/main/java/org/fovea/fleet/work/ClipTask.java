package org.fovea.fleet.work;

import java.nio.file.Path;
import java.util.Optional;
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
 * @param start archive whose weights training begins with
 */
public record ClipTask(
        FleetClip clip, Step step, Named evaluators, Named profile, String program, Optional<Start> start) {
    /** One that begins with nothing. */
    public ClipTask(FleetClip clip, Step step, Named evaluators, Named profile, String program) {
        this(clip, step, evaluators, profile, program, Optional.empty());
    }

    /**
     * An archive of another clip to begin with.
     *
     * @param archive its file
     * @param sha256 of the file; empty where it is not there yet
     */
    public record Start(Path archive, String sha256) {}

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

    /**
     * The name of this work; see {@link WorkKey#of}.
     *
     * @param content see {@link Step#content}; the archive to begin with is added here
     */
    public String key(String content) {
        String all = content + start.map(each -> "+from+" + each.sha256()).orElse("");
        return WorkKey.of(step, all, evaluators.sha256(), profile.sha256(), program);
    }
}
