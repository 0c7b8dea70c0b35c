package org.fovea.encode;

import java.io.IOException;

/**
 * A step of an encode that makes the archive better. Same input, settings, seed and kind of machine: same output, whatever the number of threads and
 * however often it was interrupted and resumed.
 */
public interface Stage {
    /** What profiles, logs and {@code --stages} call it, as in "train". */
    String name();

    /**
     * Runs the stage, from its last checkpoint if it has one.
     *
     * @throws IOException where the clip cannot be read or the disk is full; what was saved stays
     * @throws InterruptedException where the calling thread is interrupted; stages look often enough to stop within a second or two
     */
    Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException;
}
