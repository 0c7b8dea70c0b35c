package org.fovea.app.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/** Clips of the demo as files. */
public final class DemoClip {
    private DemoClip() {}

    /** Writes a synthetic drive. */
    public static void draw(DriveSettings settings, Path file, ClipSettings coding, boolean force, IntConsumer progress)
            throws IOException {
        try (SyntheticDrive drive = new SyntheticDrive(settings)) {
            write(drive, file, coding, force, progress);
        }
    }

    /** Writes frames, to their end. */
    public static void write(FrameSource frames, Path file, ClipSettings coding, boolean force, IntConsumer progress)
            throws IOException {
        FrameRate rate = new FrameRate(DriveSettings.FRAMES_PER_SECOND, 1);
        try (ClipWriter writer = ClipWriter.create(file, frames.size(), rate, coding, force)) {
            byte[] rgb = new byte[frames.size().rgbBytes()];
            int done = 0;
            while (frames.next(rgb)) {
                writer.write(rgb);
                progress.accept(++done);
            }
            writer.commit();
        }
    }
}
