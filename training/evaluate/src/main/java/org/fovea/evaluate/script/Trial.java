package org.fovea.evaluate.script;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.torch.Tensors;

/** Pictures to try a network on. */
final class Trial {
    /** For networks that take any size; a multiple of 64, because many networks halve their input six times. */
    static final FrameSize ANY = new FrameSize(256, 192);

    private Trial() {}

    /** Noise that is the same every time, float [1, 3, height, width], 0..255. */
    static Tensor noise(FrameSize size) {
        Random random = new Random(1);
        float[] values = new float[3 * size.pixels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return Tensors.of(values, 1, 3, size.height(), size.width());
    }

    /** When only the shape of the answer matters: a smooth pattern around mid-grey, float [1, 3, height, width]. */
    static Tensor frame(FrameSize size) {
        float[] values = new float[3 * size.pixels()];
        for (int i = 0; i < values.length; i++) {
            int x = i % size.width();
            int y = i / size.width();
            values[i] = 128 + 8 * ((x / 8 + y / 8) % 2 == 0 ? 1 : -1) + (x + y) % 7;
        }
        return Tensors.of(values, 1, 3, size.height(), size.width());
    }
}
