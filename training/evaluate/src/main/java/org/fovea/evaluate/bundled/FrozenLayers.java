package org.fovea.evaluate.bundled;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.silu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.torch.Constant;
import org.fovea.evaluate.torch.Tensors;

/** Layers with fixed weights, which take no gradient themselves but let that of their input through. */
final class FrozenLayers implements AutoCloseable {
    private static final long[] ONE = {1, 1};

    private record Parameters(Constant weight, Constant bias) {}

    private final Map<String, Parameters> parameters = new HashMap<>();

    FrozenLayers(List<Convolution> layers, SafetensorsFile weights) {
        for (Convolution layer : layers) {
            try (PointerScope scope = new PointerScope()) {
                Tensor weight = Tensors.of(weights.floats(layer.name() + ".weight"), layer.weightShape())
                        .contiguous(MemoryFormat.ChannelsLast);
                Tensor bias = Tensors.of(weights.floats(layer.name() + ".bias"), layer.outputs());
                parameters.put(layer.name(), new Parameters(new Constant(weight), new Constant(bias)));
            }
        }
    }

    /** The layer's convolution, and its activation if it has one. */
    Tensor apply(Convolution layer, Tensor input) {
        Parameters own = Objects.requireNonNull(parameters.get(layer.name()), layer.name());
        long[] stride = {layer.stride(), layer.stride()};
        long[] padding = {layer.padding(), layer.padding()};
        Tensor out = conv2d(
                input,
                own.weight().beside(input),
                new TensorOptional(own.bias().beside(input)),
                stride,
                padding,
                ONE,
                1);
        return layer.activated() ? silu(out) : out;
    }

    @Override
    public void close() {
        for (Parameters own : parameters.values()) {
            own.weight().close();
            own.bias().close();
        }
        parameters.clear();
    }
}
