package org.fovea.evaluate.bundled;

import static org.fovea.evaluate.bundled.Convolution.square;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.fovea.evaluate.pixel.ColourPlanes;

/**
 * The structure of the bundled pose network: both frames' colour planes, strided convolutions, then one map that sees
 * all places at once.
 */
public final class PoseNetwork {
    /** Rows to which a frame is resized before its colour planes are taken. */
    public static final int ROWS = 192;

    /** Columns to which a frame is resized. */
    public static final int COLUMNS = 256;

    /** Channels of the input: the colour planes of two frames. */
    public static final int PLANES = 2 * ColourPlanes.COUNT;

    /**
     * Names of the outputs, with the unit in which each counts. The units are about the spread over the training
     * drives.
     */
    public static final List<String> OUTPUTS = List.of("forward", "right", "up", "pitch", "yaw", "roll");

    private static final double[] UNITS = {0.33, 0.025, 0.022, 0.0028, 0.002, 0.003};
    private static final float MEAN = 110;
    private static final float DEVIATION = 64;

    private static final Convolution STEM = square("pose.stem", PLANES, 24, 5, 2);
    private static final Convolution WIDEN = square("pose.widen", 24, 32, 3, 1);
    private static final List<Convolution> DOWN = List.of(
            square("pose.down1", 32, 40, 3, 2), square("pose.down2", 40, 48, 3, 2), square("pose.down3", 48, 48, 3, 2));
    private static final List<Convolution> MIX =
            List.of(square("pose.mix1", 40, 40, 3, 1), square("pose.mix2", 48, 48, 3, 1));
    private static final Convolution NARROW = square("pose.narrow", 48, 16, 1, 1);
    private static final Convolution WHOLE =
            new Convolution("pose.whole", 16, 24, ROWS / 32, COLUMNS / 32, 1, 0, false, true);
    private static final Convolution ANSWER =
            square("pose.answer", 24, OUTPUTS.size(), 1, 1).plain();

    private PoseNetwork() {}

    /** All layers. */
    public static List<Convolution> layers() {
        return List.of(
                STEM, WIDEN, DOWN.get(0), MIX.get(0), DOWN.get(1), MIX.get(1), DOWN.get(2), NARROW, WHOLE, ANSWER);
    }

    /**
     * What an output of 1 stands for, in the order of {@link #OUTPUTS}: metres, metres, metres, radians, radians,
     * radians.
     */
    public static double[] units() {
        return UNITS.clone();
    }

    /**
     * The network.
     *
     * @param planes float [N, {@link #PLANES}, {@link #ROWS} / 2, {@link #COLUMNS} / 2], the first frame's planes
     *     first, values 0..255
     * @return float [N, 6], the motion in {@link #units()}
     */
    public static Tensor pose(Layers layers, Tensor planes) {
        Tensor normal = planes.sub(new Scalar(MEAN)).mul(new Scalar(1 / DEVIATION));
        Tensor x = layers.apply(STEM, normal.contiguous(MemoryFormat.ChannelsLast));
        x = layers.apply(WIDEN, x);
        for (int i = 0; i < DOWN.size(); i++) {
            x = layers.apply(DOWN.get(i), x);
            if (i < MIX.size()) {
                x = x.add(layers.apply(MIX.get(i), x));
            }
        }
        x = layers.apply(WHOLE, layers.apply(NARROW, x));
        return layers.apply(ANSWER, x).flatten(1, -1);
    }
}
