package org.fovea.site.player;

import java.nio.file.Path;
import org.fovea.codec.FrameSize;

/**
 * A clip as it was made.
 *
 * @param key its name, made of all that it depends on
 * @param window pairs that it shows
 * @param size of its frames
 * @param framesPerSecond when played at its own speed
 * @param legend of its class maps
 * @param verified whether all frames of the source were drawn again and are, bit by bit, those that were measured
 * @param folder that its files are in
 * @param framesBytes of the file with frames
 * @param classesBytes of the file with class maps
 * @param posesBytes of the file with the pose network's answers
 */
public record StoredClip(
        String key,
        ClipWindow window,
        FrameSize size,
        double framesPerSecond,
        ClassLegend legend,
        boolean verified,
        Path folder,
        long framesBytes,
        long classesBytes,
        long posesBytes) {
    static final String FRAMES = "frames.js";
    static final String CLASSES = "classes.js";
    static final String POSES = "poses.js";

    /** The file with frames: a script that calls {@code foveaClip}. */
    public Path frames() {
        return folder.resolve(FRAMES);
    }

    /** The file with class maps, likewise. */
    public Path classes() {
        return folder.resolve(CLASSES);
    }

    /** The file with the pose network's answers on each pair, likewise. */
    public Path poses() {
        return folder.resolve(POSES);
    }

    /** Bytes of all files. */
    public long bytes() {
        return framesBytes + classesBytes + posesBytes;
    }
}
