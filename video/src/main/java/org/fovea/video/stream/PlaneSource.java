package org.fovea.video.stream;

import java.io.IOException;
import org.fovea.video.colour.Planes;

/** Pictures for an encoder, one after the other: 4:2:0, 8 bits, BT.601 of limited range. */
@FunctionalInterface
public interface PlaneSource {
    /**
     * Gives the next picture.
     *
     * @param into receives luma and both chroma planes, without gaps between rows
     * @return false after the last, the planes are then untouched
     */
    boolean next(Planes into) throws IOException;
}
