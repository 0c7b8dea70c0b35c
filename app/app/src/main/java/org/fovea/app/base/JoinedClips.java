package org.fovea.app.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.open.Outputs;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/** Several clips as one, without loss: whole pairs of each, one clip after the other. */
final class JoinedClips {
    private static final int FRAMES_PER_SECOND = 20;

    /** Of a hash, in a file's name. */
    private static final int DIGITS = 16;

    private JoinedClips() {}

    /**
     * The clip itself where there is one, else a file of all, which is made unless it is there. Its name says of which.
     *
     * @param folder for the file
     * @throws AppException where their frames are of several sizes
     */
    static Clip of(List<Clip> clips, EvaluatorPair networks, Path folder, Reporter reporter) throws IOException {
        if (clips.size() == 1) {
            return clips.getFirst();
        }
        FrameSize size = clips.getFirst().size();
        for (Clip clip : clips) {
            if (!clip.size().equals(size)) {
                throw AppException.badInput(clip.path() + ": frames of " + clip.size() + ", those of "
                        + clips.getFirst().path() + " are of " + size + "; a base is of clips of one size");
            }
        }
        StringBuilder hashes = new StringBuilder();
        for (Clip clip : clips) {
            hashes.append(Sha256.of(clip.path())).append('\n');
        }
        String all = Sha256.of(hashes.toString().getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("clips-" + all.substring(0, DIGITS) + ".mkv");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            join(
                    clips.stream()
                            .map(clip -> clip.withColours(networks.colours()))
                            .toList(),
                    size,
                    file,
                    reporter);
        }
        return Clip.open(file);
    }

    private static void join(List<Clip> clips, FrameSize size, Path file, Reporter reporter) throws IOException {
        long all = clips.stream().mapToLong(JoinedClips::frames).sum();
        Outputs.verifySpace(file, all * size.rgbBytes());
        byte[] rgb = new byte[size.rgbBytes()];
        long done = 0;
        try (Reporter.Task task = reporter.begin("join clips", all, "frames");
                ClipWriter writer =
                        ClipWriter.create(file, size, new FrameRate(FRAMES_PER_SECOND, 1), ClipSettings.ffv1(), true)) {
            for (Clip clip : clips) {
                try (FrameSource frames = clip.frames()) {
                    for (long i = 0; i < frames(clip); i++) {
                        if (!frames.next(rgb)) {
                            throw new IOException(clip.path() + ": has fewer frames than it says");
                        }
                        writer.write(rgb);
                        task.update(++done);
                    }
                }
            }
            writer.commit();
        }
    }

    private static long frames(Clip clip) {
        return clip.frameCount() / 2 * 2;
    }
}
