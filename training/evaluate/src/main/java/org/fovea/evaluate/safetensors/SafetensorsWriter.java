package org.fovea.evaluate.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.codec.io.AtomicFile;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes safetensors files. The same tensors give the same bytes, whatever the order in which they were added: wide
 * types first and then sorted by name, as the format's own library does, a compact header padded with spaces to a
 * multiple of eight bytes.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    @SuppressWarnings("ArrayRecordComponent") // private carrier that is never compared
    private record Content(DataType type, long[] shape, byte[] bytes) {}

    private final Map<String, Content> tensors = new TreeMap<>(SafetensorsWriter::compareBytes);

    /** Adds a tensor in single precision; {@code shape} is empty for a scalar. */
    public SafetensorsWriter floats(String name, float[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, DataType.F32);
        buffer.asFloatBuffer().put(values);
        return add(name, DataType.F32, buffer.array(), shape);
    }

    /** Adds a tensor of 64-bit integers. */
    public SafetensorsWriter longs(String name, long[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, DataType.I64);
        buffer.asLongBuffer().put(values);
        return add(name, DataType.I64, buffer.array(), shape);
    }

    private SafetensorsWriter add(String name, DataType type, byte[] bytes, long... shape) {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count * type.bytes() != bytes.length) {
            throw new IllegalArgumentException("tensor " + name + ": " + bytes.length / type.bytes()
                    + " values for shape " + Arrays.toString(shape));
        }
        if (tensors.putIfAbsent(name, new Content(type, shape.clone(), bytes)) != null) {
            throw new IllegalArgumentException("tensor " + name + " twice");
        }
        return this;
    }

    private static ByteBuffer buffer(int count, DataType type) {
        return ByteBuffer.allocate(Math.multiplyExact(count, type.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    }

    public byte[] toBytes() {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        long end = 0;
        // The wide types first: then every tensor is aligned to its own type. The sort is stable and keeps the order of
        // names.
        List<Map.Entry<String, Content>> sorted = tensors.entrySet().stream()
                .sorted(Comparator.comparing(tensor -> -tensor.getValue().type().bytes()))
                .toList();
        for (Map.Entry<String, Content> tensor : sorted) {
            Content content = tensor.getValue();
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", content.type().name());
            Arrays.stream(content.shape()).forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(end).add(end + content.bytes().length);
            end += content.bytes().length;
        }
        byte[] json = JsonMapper.shared().writeValueAsBytes(header);
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(Math.addExact(Long.BYTES + padded, end)))
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(json);
        while (file.position() < Long.BYTES + padded) {
            file.put((byte) ' ');
        }
        sorted.forEach(tensor -> file.put(tensor.getValue().bytes()));
        return file.array();
    }

    public void write(Path path) throws IOException {
        AtomicFile.write(path, toBytes());
    }

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
