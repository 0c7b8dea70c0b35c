package org.fovea.testkit.networks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.write.ClipSettings;
import org.fovea.video.write.ClipWriter;

/** Clips of a few frames. */
public final class SmallClips {
    private static final FrameRate RATE = new FrameRate(20, 1);

    private SmallClips() {}

    /** Writes frames that stand one after the other in an array, without loss. */
    public static Path lossless(Path target, FrameSize size, byte[] frames) throws IOException {
        try (ClipWriter writer = ClipWriter.create(target, size, RATE, ClipSettings.ffv1(), true)) {
            for (int at = 0; at < frames.length; at += size.rgbBytes()) {
                writer.write(Arrays.copyOfRange(frames, at, at + size.rgbBytes()));
            }
            writer.commit();
        }
        return target;
    }

    /** Draws a synthetic drive by day. */
    public static Path drive(Path target, FrameSize size, int pairs, ClipSettings coding) throws IOException {
        DriveSettings settings = new DriveSettings(size, 2L * pairs, 3, TimeOfDay.DAY);
        try (SyntheticDrive drive = new SyntheticDrive(settings);
                ClipWriter writer = ClipWriter.create(target, size, RATE, coding, false)) {
            byte[] rgb = new byte[size.rgbBytes()];
            while (drive.next(rgb)) {
                writer.write(rgb);
            }
            writer.commit();
        }
        return target;
    }
}
