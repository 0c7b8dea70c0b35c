package org.fovea.evaluate;

import java.io.IOException;
import org.fovea.video.FrameSource;
import org.fovea.video.FrameSpan;

/**
 * Some pairs of a clip, as if there were no others.
 *
 * @param clip all of it
 * @param firstPair first pair, counted from 0
 * @param pairs how many
 */
public record ClipPart(FrameOpener clip, int firstPair, int pairs) implements FrameOpener {
    /** @throws IllegalArgumentException where there is no pair */
    public ClipPart {
        if (firstPair < 0 || pairs < 1) {
            throw new IllegalArgumentException(pairs + " pairs from " + firstPair + " on");
        }
    }

    @Override
    public FrameSource open() throws IOException {
        return FrameSpan.of(clip.open(), 2L * firstPair, 2L * pairs);
    }
}
