package org.fovea.fleet.plan;

import java.nio.charset.StandardCharsets;
import org.fovea.codec.io.Sha256;

/**
 * The name of a clip's work at a step: a hash of everything that decides about its result. Where a row of the table has
 * it and is done, nothing is left to do.
 */
public final class WorkKey {
    private static final String FORMAT = "fovea fleet 1";

    private WorkKey() {}

    /**
     * Of a step.
     *
     * @param content SHA-256 of what the step works on: see {@link Step#content}
     * @param evaluators SHA-256 of the networks
     * @param profile SHA-256 of the settings; empty for a step without
     * @param program identity of the program
     * @return SHA-256, 64 hexadecimal digits
     */
    public static String of(Step step, String content, String evaluators, String profile, String program) {
        return Sha256.of(String.join("\n", FORMAT, step.word(), content, evaluators, profile, program)
                .getBytes(StandardCharsets.UTF_8));
    }
}
