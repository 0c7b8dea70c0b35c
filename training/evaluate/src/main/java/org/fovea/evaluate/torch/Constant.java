package org.fovea.evaluate.torch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Weights that do not change, with a copy on each device on which they were asked for. Thread-safe; closing it frees
 * all copies.
 */
public final class Constant implements AutoCloseable {
    private final Tensor tensor;
    private final Map<Device, Tensor> copies = new ConcurrentHashMap<>();

    /** Of a tensor on the CPU, which is kept beyond the calling scope. */
    public Constant(Tensor tensor) {
        this.tensor = Tensors.keep(tensor);
    }

    /** Where another tensor lies. */
    public Tensor beside(Tensor other) {
        Device device = Device.of(other);
        return device.isCpu() ? tensor : copies.computeIfAbsent(device, this::copy);
    }

    private Tensor copy(Device device) {
        try (PointerScope scope = new PointerScope()) {
            return Tensors.keep(new Tensor(device.hold(tensor)));
        }
    }

    @Override
    public void close() {
        tensor.close();
        copies.values().forEach(Tensor::close);
        copies.clear();
    }
}
