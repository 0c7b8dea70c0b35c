package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.ffmpeg.NativeLibrary;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/** SVT-AV1 in this process. Charged are its packets alone, the sequence header among them, not the container around them. */
final class SvtAv1Encoder implements AnchorEncoder {
    @Override
    public String version() {
        return "SVT-AV1 of FFmpeg " + NativeLibrary.version();
    }

    @Override
    public CodedClip encode(
            FrameSource frames, FrameRate rate, AnchorSettings settings, Path folder, LongConsumer progress)
            throws IOException {
        Path file = folder.resolve("rival.mkv");
        ClipSettings coding = ClipSettings.av1(settings.crf(), Integer.parseInt(settings.preset()));
        try (ClipWriter writer = ClipWriter.create(file, frames.size(), rate, coding, true)) {
            byte[] rgb = new byte[frames.size().rgbBytes()];
            for (long done = 1; frames.next(rgb); done++) {
                writer.write(rgb);
                progress.accept(done);
            }
            writer.commit();
        }
        return new CodedClip(file, Clip.open(file).facts().packetBytes());
    }
}
