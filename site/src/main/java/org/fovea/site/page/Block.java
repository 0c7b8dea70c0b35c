package org.fovea.site.page;

import java.util.List;

/**
 * Decisions that follow each other.
 *
 * @param decisions newest first
 * @param folded whether they are shown as one line that opens
 */
public record Block(List<Decision> decisions, boolean folded) {
    /** When the newest was made. */
    public java.time.Instant last() {
        return decisions.getFirst().time();
    }

    /** When the oldest was made. */
    public java.time.Instant first() {
        return decisions.getLast().time();
    }
}
