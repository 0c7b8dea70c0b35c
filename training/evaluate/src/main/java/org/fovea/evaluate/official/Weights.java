package org.fovea.evaluate.official;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.safetensors.DataType;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.fovea.evaluate.safetensors.TensorEntry;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a network by name: those of a file, or {@link PseudoRandomWeights}. A network asks for each tensor
 * with its shape while it is built; afterwards these are all the tensors that it has. Arrays must not be changed.
 */
final class Weights {
    private static final String HINT = "these are the weights of another network";
    private static final String COUNTER = ".num_batches_tracked";

    @SuppressWarnings("ArrayRecordComponent") // private carrier that is never compared
    record Item(float[] values, long[] shape) {}

    private final @Nullable SafetensorsFile file;
    private final SortedMap<String, Item> items = new TreeMap<>();

    private Weights(@Nullable SafetensorsFile file) {
        this.file = file;
    }

    static Weights of(SafetensorsFile file) {
        return new Weights(file);
    }

    static Weights pseudoRandom() {
        return new Weights(null);
    }

    /** @throws FormatException where the file has no such tensor of this shape */
    float[] values(String name, long... shape) {
        return items.computeIfAbsent(name, _ -> new Item(read(name, shape), shape))
                .values();
    }

    double[] doubles(String name, long... shape) {
        return Kernel.doubles(values(name, shape));
    }

    private float[] read(String name, long... shape) {
        if (file == null) {
            return PseudoRandomWeights.values(name, shape);
        }
        TensorEntry tensor = file.tensor(name);
        if (tensor == null) {
            throw new FormatException("header", Long.BYTES, "tensor " + name + " is missing", HINT)
                    .inFile(file.source());
        }
        if (tensor.type() != DataType.F32) {
            throw damage(file, tensor, "holds " + tensor.type() + ", F32 expected");
        }
        List<Long> expected = Arrays.stream(shape).boxed().toList();
        if (!tensor.shape().equals(expected)) {
            throw damage(
                    file,
                    tensor,
                    "has shape " + tensor.shapeText() + ", " + TensorEntry.shapeText(expected) + " expected");
        }
        return file.floats(name);
    }

    /**
     * Checks that the file has no other tensors than those of the network and the counters of its batch norms.
     *
     * @throws FormatException naming the first one
     */
    void verifyNothingElse() {
        if (file == null) {
            return;
        }
        for (TensorEntry tensor : file.tensors()) {
            String norm = tensor.name().replace(COUNTER, "");
            boolean counter = tensor.name().equals(norm + COUNTER)
                    && items.containsKey(norm + ".running_mean")
                    && tensor.type() == DataType.I64
                    && tensor.shape().isEmpty();
            if (!counter && !items.containsKey(tensor.name())) {
                throw damage(file, tensor, "does not belong to this network");
            }
        }
    }

    private static FormatException damage(SafetensorsFile file, TensorEntry tensor, String reason) {
        return new FormatException("data", file.offset(tensor), "tensor " + tensor.name() + " " + reason, HINT)
                .inFile(file.source());
    }

    SortedMap<String, Item> items() {
        return items;
    }

    /**
     * SHA-256 of the little-endian floats of all tensors, concatenated in byte-wise order of their names. Independent
     * of how and in which order they are stored.
     */
    String sha256() {
        MessageDigest digest = Sha256.digest();
        for (Item item : items.values()) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(item.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(item.values());
            digest.update(bytes.array());
        }
        return Sha256.of(digest);
    }

    SafetensorsWriter toSafetensors() {
        SafetensorsWriter writer = new SafetensorsWriter();
        items.forEach((name, item) -> writer.floats(name, item.values(), item.shape()));
        return writer;
    }
}
