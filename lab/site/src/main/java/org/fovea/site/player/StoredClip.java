package org.fovea.site.player;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * @param sizes bytes of each kind of file
 */
public record StoredClip(
        String key,
        ClipWindow window,
        FrameSize size,
        double framesPerSecond,
        ClassLegend legend,
        boolean verified,
        Path folder,
        Map<String, Long> sizes) {
    /** Kinds of files: frames, class maps, and the pose network's answers on each pair. */
    public static final List<String> KINDS = List.of("frames", "classes", "poses");

    /** A file of a kind: a script that calls {@code foveaClip}. */
    public Path file(String kind) {
        return folder.resolve(kind + ".js");
    }

    public long bytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
