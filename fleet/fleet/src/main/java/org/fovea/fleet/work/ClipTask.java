package org.fovea.fleet.work;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Step;

/**
 * A step of a clip's work, with everything that decides about its result but the clip's content.
 *
 * @param clip the clip
 * @param step what is to be done
 * @param evaluators the networks; nameless and without hash for a step that has none
 * @param profile settings; nameless and without hash for a step that has none
 * @param program identity of the program
 * @param base whose weights training may begin with
 */
public record ClipTask(
        FleetClip clip, Step step, Named evaluators, Named profile, String program, Optional<Base> base) {
    private static final String FORMAT = "fovea fleet 1";

    /** One that begins with nothing. */
    public ClipTask(FleetClip clip, Step step, Named evaluators, Named profile, String program) {
        this(clip, step, evaluators, profile, program, Optional.empty());
    }

    /**
     * Bases to begin with; of several the nearest is taken, or none.
     *
     * @param names paths, or one hash of a base that is found where the work is done
     * @param sha256 of the file, or of the hashes of several, a line each; empty where the file is not there
     */
    public record Base(List<String> names, String sha256) {
        public Base {
            names = List.copyOf(names);
        }
    }

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
     * The name of this work: a hash of everything that decides about its result. Where a row of the table has it and is
     * done, nothing is left to do.
     *
     * @param content see {@link Step#content}; the base is added here
     * @return SHA-256, 64 hexadecimal digits
     */
    public String key(String content) {
        String all = content + base.map(each -> "+base+" + each.sha256()).orElse("");
        String parts = String.join("\n", FORMAT, step.word(), all, evaluators.sha256(), profile.sha256(), program);
        return Sha256.of(parts.getBytes(StandardCharsets.UTF_8));
    }
}
