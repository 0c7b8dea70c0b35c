package org.fovea.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.fovea.app.AppException;
import org.fovea.isolate.TemporaryFolder;
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
            write(drive, file, coding.titled(DriveSettings.TITLE), force, progress);
        }
    }

    /**
     * Verifies that a file is a drive. Drives are drawn and coded alike every time, so that another file is of other
     * settings.
     *
     * @throws AppException where it is another
     */
    public static void verifySame(DriveSettings settings, Path file, ClipSettings coding, IntConsumer progress)
            throws IOException {
        try (TemporaryFolder work = TemporaryFolder.create(
                Objects.requireNonNull(file.toAbsolutePath().getParent()), ".drive-")) {
            Path again = work.path().resolve("drive.mkv");
            draw(settings, again, coding, false, progress);
            if (Files.mismatch(again, file) >= 0) {
                throw AppException.usage(
                        file + ": is another drive; give the options of the demo's start, or --force to start over");
            }
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
