package org.fovea.evaluate.bundled;

import static org.fovea.evaluate.bundled.Convolution.square;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.ColourPlanes;
import org.fovea.evaluate.pixel.ResizedPose;
import org.fovea.evaluate.safetensors.SafetensorsFile;

/**
 * The bundled pose network, how the camera moved from the first frame to the second: both frames' colour planes,
 * strided convolutions, then one map that sees all places at once.
 */
public final class PoseNetwork extends ResizedPose implements AutoCloseable {
    private static final FrameSize SIZE = new FrameSize(256, 192);

    public static final List<String> OUTPUTS = List.of("forward", "right", "up", "pitch", "yaw", "roll");

    /**
     * What an output of 1 means: metres, metres, metres, radians, radians, radians. About the spread over the drives of
     * its training.
     */
    static final double[] UNITS = {0.33, 0.025, 0.022, 0.0028, 0.002, 0.003};

    private static final float MEAN = 110;
    private static final float DEVIATION = 64;

    private static final Convolution STEM = square("pose.stem", 2 * ColourPlanes.COUNT, 24, 5, 2);
    private static final Convolution WIDEN = square("pose.widen", 24, 32, 3, 1);
    private static final List<Convolution> DOWN = List.of(
            square("pose.down1", 32, 40, 3, 2), square("pose.down2", 40, 48, 3, 2), square("pose.down3", 48, 48, 3, 2));
    private static final List<Convolution> MIX =
            List.of(square("pose.mix1", 40, 40, 3, 1), square("pose.mix2", 48, 48, 3, 1));
    private static final Convolution NARROW = square("pose.narrow", 48, 16, 1, 1);
    private static final Convolution WHOLE =
            new Convolution("pose.whole", 16, 24, SIZE.height() / 32, SIZE.width() / 32, 1, 0, false, true);
    private static final Convolution ANSWER =
            square("pose.answer", 24, OUTPUTS.size(), 1, 1).plain();

    private final FrozenLayers layers;

    PoseNetwork(SafetensorsFile weights) {
        super(SIZE);
        layers = new FrozenLayers(layers(), weights);
    }

    static List<Convolution> layers() {
        return List.of(
                STEM, WIDEN, DOWN.get(0), MIX.get(0), DOWN.get(1), MIX.get(1), DOWN.get(2), NARROW, WHOLE, ANSWER);
    }

    @Override
    public int outputs() {
        return OUTPUTS.size();
    }

    @Override
    public int counted() {
        return OUTPUTS.size();
    }

    @Override
    public List<String> outputNames() {
        return OUTPUTS;
    }

    @Override
    public Tensor pose(Tensor planes) {
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

    @Override
    public void close() {
        layers.close();
    }
}
