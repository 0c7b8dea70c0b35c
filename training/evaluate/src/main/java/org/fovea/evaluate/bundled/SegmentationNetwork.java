package org.fovea.evaluate.bundled;

import static org.bytedeco.pytorch.global.torch.pixel_shuffle;
import static org.bytedeco.pytorch.global.torch.pixel_unshuffle;
import static org.fovea.evaluate.bundled.Convolution.square;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.ResizedSegmentation;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.safetensors.SafetensorsFile;

/**
 * The bundled segmentation network: a U-Net (Ronneberger, Fischer and Brox 2015) over five sizes, in which what comes
 * up is added to what is there instead of being concatenated. About 187 million multiplications for a frame; SiLU
 * throughout, so that gradients reach every pixel.
 */
final class SegmentationNetwork extends ResizedSegmentation implements AutoCloseable {
    private static final int CLASSES = 5;
    private static final int BLOCK = 2;
    private static final float MEAN = 110;
    private static final float DEVIATION = 64;
    private static final int[] WIDTHS = {16, 28, 40, 48, 52};

    private static final Convolution STEM = square("segmentation.stem", 3 * BLOCK * BLOCK, WIDTHS[0], 3, 1);
    private static final List<Convolution> DOWN = layers("down", 3, 2, false);
    private static final List<Convolution> MIX = layers("mix", 3, 1, true);
    private static final List<Convolution> LIFT = List.of(lift(1), lift(2), lift(3), lift(4));
    private static final List<Convolution> JOIN = List.of(join(0), join(1), join(2), join(3));
    private static final Convolution HEAD = square("segmentation.head", WIDTHS[0], CLASSES * BLOCK * BLOCK, 3, 1)
            .plain();

    private final FrozenLayers layers;

    SegmentationNetwork(SafetensorsFile weights) {
        super(new FrameSize(256, 192));
        layers = new FrozenLayers(layers(), weights);
    }

    private static List<Convolution> layers(String name, int side, int stride, boolean same) {
        return List.of(1, 2, 3, 4).stream()
                .map(i -> square("segmentation." + name + i, WIDTHS[same ? i : i - 1], WIDTHS[i], side, stride))
                .toList();
    }

    private static Convolution lift(int level) {
        return square("segmentation.lift" + level, WIDTHS[level], WIDTHS[level - 1], 1, 1);
    }

    private static Convolution join(int level) {
        return square("segmentation.join" + level, WIDTHS[level], WIDTHS[level], 3, 1);
    }

    static List<Convolution> layers() {
        List<Convolution> all = new java.util.ArrayList<>(List.of(STEM));
        all.addAll(DOWN);
        all.addAll(MIX);
        all.addAll(LIFT);
        all.addAll(JOIN);
        all.add(HEAD);
        return List.copyOf(all);
    }

    @Override
    public Tensor logits(Tensor rgb) {
        Tensor normal = rgb.sub(new Scalar(MEAN)).mul(new Scalar(1 / DEVIATION));
        Tensor[] levels = new Tensor[WIDTHS.length];
        levels[0] = layers.apply(STEM, pixel_unshuffle(normal, BLOCK).contiguous(MemoryFormat.ChannelsLast));
        for (int i = 1; i < levels.length; i++) {
            Tensor down = layers.apply(DOWN.get(i - 1), levels[i - 1]);
            levels[i] = down.add(layers.apply(MIX.get(i - 1), down));
        }
        Tensor up = levels[levels.length - 1];
        for (int i = levels.length - 2; i >= 0; i--) {
            Tensor lifted = layers.apply(LIFT.get(i), up);
            int rows = Math.toIntExact(levels[i].size(2));
            int columns = Math.toIntExact(levels[i].size(3));
            up = layers.apply(
                    JOIN.get(i), TensorPixels.stretched(lifted, rows, columns).add(levels[i]));
        }
        return pixel_shuffle(layers.apply(HEAD, up), BLOCK);
    }

    @Override
    public void close() {
        layers.close();
    }
}
