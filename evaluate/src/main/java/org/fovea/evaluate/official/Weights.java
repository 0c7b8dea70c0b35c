package org.fovea.evaluate.official;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.fovea.evaluate.safetensors.TensorInventory;

/** The weights of a network, by name, all that its inventory requires. Immutable: nobody may change the arrays. */
public final class Weights {
    private final TensorInventory inventory;
    private final Map<String, float[]> values;

    private Weights(TensorInventory inventory, Map<String, float[]> values) {
        this.inventory = inventory;
        this.values = values;
    }

    /**
     * Weights from a file.
     *
     * @throws org.fovea.codec.FormatException where the file does not hold exactly what the inventory says
     */
    public static Weights of(SafetensorsFile file, TensorInventory inventory) {
        inventory.require(file);
        Map<String, float[]> values = new HashMap<>();
        for (TensorInventory.Item item : inventory.items()) {
            if (item.required()) {
                values.put(item.name(), file.floats(item.name()));
            }
        }
        return new Weights(inventory, Collections.unmodifiableMap(values));
    }

    /** Weights from memory, one array of the right length for every required tensor. */
    static Weights of(Map<String, float[]> values, TensorInventory inventory) {
        for (TensorInventory.Item item : inventory.items()) {
            float[] found = values.get(item.name());
            if (item.required() && (found == null || found.length != item.count())) {
                throw new IllegalArgumentException("tensor " + item.name());
            }
        }
        return new Weights(inventory, Map.copyOf(values));
    }

    /** Whether there is a tensor of that name. */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Values of a tensor, row-major. */
    float[] values(String name) {
        float[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        return found;
    }

    /** Shape of a tensor. */
    List<Long> shape(String name) {
        return Objects.requireNonNull(inventory.item(name), name).shape();
    }

    /**
     * Digest over all values: SHA-256 of the little-endian floats of all tensors, concatenated in byte-wise order of
     * their names. Independent of how and in which order they are stored.
     */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        for (float[] tensor : new TreeMap<>(values).values()) {
            ByteBuffer bytes = ByteBuffer.allocate(tensor.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor);
            digest.update(bytes.array());
        }
        return Sha256.of(digest);
    }

    /** The same weights as a safetensors file. */
    public SafetensorsWriter toSafetensors() {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (TensorInventory.Item item : inventory.items()) {
            if (item.required()) {
                writer.floats(item.name(), values(item.name()), item.dimensions());
            }
        }
        return writer;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
