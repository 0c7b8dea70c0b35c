package org.fovea.evaluate.torch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;

/**
 * Between arrays of Java and tensors. Every method copies; tensors belong to the caller's {@code PointerScope}. They
 * are made on the {@link Device#current() device of the thread}, and read from any.
 */
public final class Tensors {
    private static final int CHANNELS = 3;

    private Tensors() {}

    /**
     * A float tensor.
     *
     * @param values in row-major order
     * @param shape its product is the number of values; empty for a scalar
     */
    public static Tensor of(float[] values, long... shape) {
        TorchRuntime.load();
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException(values.length + " values for shape " + Arrays.toString(shape));
        }
        Tensor tensor = torch.empty(shape);
        // A quarter of the time that Tensor.create takes for the few numbers of a layer.
        if (count > 0) {
            tensor.data_ptr_float().put(values);
        }
        return Device.current().hold(tensor);
    }

    /**
     * Frames as a network wants them.
     *
     * @param frames RGB, height × width × 3 values 0..255 each, row by row
     * @return float [N, 3, height, width], values 0..255, channels last in memory
     */
    public static Tensor ofFrames(FrameSize size, List<byte[]> frames) {
        TorchRuntime.load();
        byte[] all =
                frames.size() == 1 ? frames.getFirst() : new byte[Math.multiplyExact(frames.size(), size.rgbBytes())];
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).length != size.rgbBytes()) {
                throw new IllegalArgumentException(
                        "a frame of " + frames.get(i).length + " bytes, " + size.rgbBytes() + " expected");
            }
            if (frames.size() > 1) {
                System.arraycopy(frames.get(i), 0, all, i * size.rgbBytes(), size.rgbBytes());
            }
        }
        return ofBytes(all, frames.size(), size.height(), size.width(), CHANNELS)
                .permute(0, 3, 1, 2)
                .to(torch.ScalarType.Float);
    }

    /** All values of a float tensor in row-major order, whatever its layout in memory. */
    public static float[] floats(Tensor tensor) {
        require(tensor, torch.ScalarType.Float);
        float[] values = new float[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain = Device.CPU.hold(tensor.detach()).contiguous();
            new FloatPointer(plain.data_ptr_float()).get(values);
            // Keeps the copy alive until it has been read.
            plain.close();
        }
        return values;
    }

    /** All values of a byte tensor (0..255) in row-major order, whatever its layout in memory. */
    public static byte[] bytes(Tensor tensor) {
        require(tensor, torch.ScalarType.Byte);
        byte[] values = new byte[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain = Device.CPU.hold(tensor.detach()).contiguous();
            new BytePointer(plain.data_ptr()).get(values);
            plain.close();
        }
        return values;
    }

    /** All values of a tensor of whole numbers in row-major order. */
    public static long[] longs(Tensor tensor) {
        long[] values = new long[Math.toIntExact(tensor.numel())];
        if (values.length > 0) {
            Tensor plain =
                    Device.CPU.hold(tensor.detach()).to(torch.ScalarType.Long).contiguous();
            new LongPointer(plain.data_ptr_long()).get(values);
            plain.close();
        }
        return values;
    }

    /** A tensor of whole numbers, as {@link #of}. */
    public static Tensor ofLongs(long[] values, long... shape) {
        TorchRuntime.load();
        return Device.current().hold(Tensor.create(values, shape));
    }

    /** A tensor of whole numbers of 32 bits, as {@link #of}. */
    public static Tensor ofInts(int[] values, long... shape) {
        TorchRuntime.load();
        return Device.current().hold(Tensor.create(values, shape));
    }

    /** A tensor of bytes, 0..255, as {@link #of}. */
    public static Tensor ofBytes(byte[] values, long... shape) {
        TorchRuntime.load();
        return Device.current().hold(Tensor.create(values, false, shape));
    }

    /** With the channels of a pixel side by side in memory, which convolutions like best; only of four dimensions. */
    public static Tensor channelsLast(Tensor tensor) {
        return tensor.dim() == 4 ? tensor.contiguous(torch.MemoryFormat.ChannelsLast) : tensor;
    }

    public static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    /** Keeps a tensor beyond the {@code PointerScope} in which it was made; its owner closes it. */
    public static Tensor keep(Tensor tensor) {
        tensor.retainReference();
        return tensor;
    }

    private static void require(Tensor tensor, torch.ScalarType type) {
        if (tensor.scalar_type().intern() != type) {
            throw new IllegalArgumentException("a tensor of type " + tensor.scalar_type() + ", " + type + " expected");
        }
    }
}
