package org.fovea.samples.training;

import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.bundled.SegmentationNetwork;
import org.fovea.evaluate.pixel.ColourPlanes;
import org.fovea.evaluate.pixel.FramePixels;
import org.fovea.evaluate.pixel.Planes;
import org.fovea.samples.drive.EgoMotion;

/**
 * Two frames with what the networks should answer.
 *
 * @param rgb the second frame as resized for the segmentation network, rounded: plane by plane
 * @param labels class of each pixel of the second frame
 * @param planes the colour planes of both frames as the pose network gets them, rounded: the first frame's, then the
 *     second frame's
 * @param motion in the units of {@link PoseNetwork#units()}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that is never compared
record LabelledPair(byte[] rgb, byte[] labels, byte[] planes, float[] motion) {
    static final int ROWS = SegmentationNetwork.ROWS;
    static final int COLUMNS = SegmentationNetwork.COLUMNS;
    static final int PIXELS = ROWS * COLUMNS;

    /** Values of one frame's colour planes. */
    static final int PLANES_PIXELS = ColourPlanes.COUNT * PIXELS / 4;

    /** From what a drive drew. */
    static LabelledPair of(FramePair pair, byte[] labels, EgoMotion motion) {
        Planes first = FramePixels.resized(pair.first(), pair.size(), ROWS, COLUMNS);
        Planes second = FramePixels.resized(pair.second(), pair.size(), ROWS, COLUMNS);
        byte[] rgb = new byte[second.values().length];
        round(second, rgb, 0);
        byte[] planes = new byte[2 * PLANES_PIXELS];
        round(ColourPlanes.of(first), planes, 0);
        round(ColourPlanes.of(second), planes, PLANES_PIXELS);
        return new LabelledPair(rgb, resizedLabels(labels, pair.size()), planes, inUnits(motion));
    }

    /** Likewise without the second frame and its labels, which take more than half of the memory. */
    static LabelledPair withoutLabels(FramePair pair, byte[] labels, EgoMotion motion) {
        LabelledPair whole = of(pair, labels, motion);
        return new LabelledPair(new byte[0], new byte[0], whole.planes(), whole.motion());
    }

    private static void round(Planes planes, byte[] target, int at) {
        for (int i = 0; i < planes.values().length; i++) {
            target[at + i] = (byte) Math.clamp((int) (planes.values()[i] + 0.5f), 0, 255);
        }
    }

    /** The label of the pixel that each place of the resized frame shows. */
    static byte[] resizedLabels(byte[] labels, FrameSize size) {
        byte[] target = new byte[PIXELS];
        for (int y = 0; y < ROWS; y++) {
            int row = (int) ((2L * y + 1) * size.height() / (2L * ROWS));
            for (int x = 0; x < COLUMNS; x++) {
                int column = (int) ((2L * x + 1) * size.width() / (2L * COLUMNS));
                target[y * COLUMNS + x] = labels[row * size.width() + column];
            }
        }
        return target;
    }

    static float[] inUnits(EgoMotion motion) {
        double[] values = motion.values();
        double[] units = PoseNetwork.units();
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] / units[i]);
        }
        return scaled;
    }
}
