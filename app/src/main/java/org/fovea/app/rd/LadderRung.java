package org.fovea.app.rd;

import java.util.List;

/**
 * A rung of the ladder: something that is done besides what earlier rungs do.
 *
 * @param name one word, for folders
 * @param title for people
 * @param changes of the profile, KEY=VALUE
 * @param stages that run after the video is coded, or on what an earlier rung has left
 */
public record LadderRung(String name, String title, List<String> changes, List<String> stages) {
    /** Whether the post-filter belongs to it. */
    boolean filters() {
        return !stages.isEmpty();
    }
}
