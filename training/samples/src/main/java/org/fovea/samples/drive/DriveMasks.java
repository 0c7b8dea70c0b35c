package org.fovea.samples.drive;

import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/** The class labels of a drive as a mask tensor. */
public final class DriveMasks {
    private DriveMasks() {}

    /**
     * Renders the labels of every {@code stride}-th frame.
     *
     * @param settings of the drive; what is beyond its last whole stride is left out
     * @param stride 1 for every frame, 2 for the second frame of every pair
     */
    public static MaskTensor draw(DriveSettings settings, int stride) {
        int frames = Math.toIntExact(settings.frames() / stride);
        MaskShape shape =
                new MaskShape(frames, settings.size().height(), settings.size().width(), DriveClass.values().length);
        byte[] all = new byte[Math.toIntExact(shape.total())];
        try (SyntheticDrive drive = new SyntheticDrive(settings)) {
            for (int i = 0; i < frames; i++) {
                for (int k = 0; k < stride; k++) {
                    drive.skip();
                }
                System.arraycopy(drive.labels(), 0, all, i * shape.pixels(), shape.pixels());
            }
        }
        return new MaskTensor(shape, all);
    }
}
