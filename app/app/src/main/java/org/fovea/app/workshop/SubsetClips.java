package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.lab.record.Subset;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.colour.ColourRule;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/**
 * Some pairs of a clip as a clip of their own, without loss, so that everything that works on clips works on subsets.
 */
record SubsetClips(Path folder) {
    /** The clip of a subset: the clip itself where the subset is all of it. */
    Clip of(Clip clip, String clipSha256, Subset subset) throws IOException {
        if (subset.whole()) {
            return clip;
        }
        ColourRule rule = clip.rule();
        boolean challenge = rule == ColourRule.BT601_LIMITED || rule == ColourRule.BT601_FULL;
        String name = clipSha256.substring(0, 16) + "-" + subset.hash().substring(0, 16);
        Path file = folder.resolve(name + (challenge ? "" : "-" + rule.id()) + ".mkv");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            try {
                write(clip, subset, file);
            } catch (FileAlreadyExistsException _) {
                return Clip.open(file); // another worker was quicker, and wrote the same
            }
        }
        return Clip.open(file);
    }

    private static void write(Clip clip, Subset subset, Path file) throws IOException {
        byte[] rgb = new byte[clip.size().rgbBytes()];
        try (FrameSource frames = clip.frames();
                ClipWriter writer =
                        ClipWriter.create(file, clip.size(), clip.facts().frameRate(), ClipSettings.ffv1(), false)) {
            int last = subset.pairs().getLast();
            java.util.Set<Integer> wanted = new java.util.HashSet<>(subset.pairs());
            for (int frame = 0; frame <= 2 * last + 1; frame++) {
                if (!frames.next(rgb)) {
                    throw new IOException(clip.path() + ": ends at frame " + frame + ", before pair " + last);
                }
                if (wanted.contains(frame / 2)) {
                    writer.write(rgb);
                }
            }
            writer.commit();
        }
    }
}
