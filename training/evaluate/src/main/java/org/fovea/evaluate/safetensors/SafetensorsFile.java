package org.fovea.evaluate.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.codec.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A safetensors file in memory: the length of the header as a 64-bit little-endian number, the header in JSON, the
 * data. Tensors may stand in any order, but together they must cover the data without gap or overlap, as the format
 * demands.
 */
public final class SafetensorsFile {
    public static final long MAX_BYTES = 1L << 30;

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_HEADER = 16 << 20;
    private static final String BEGINNING = "name a .safetensors file; it begins with the length of its header";

    private final String source;
    private final byte[] file;
    private final int data;
    private final Map<String, TensorEntry> tensors;

    private SafetensorsFile(String source, byte[] file, int data, Map<String, TensorEntry> tensors) {
        this.source = source;
        this.file = file;
        this.data = data;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * @throws FormatException where it is not an intact safetensors file
     * @throws IOException where it cannot be read
     */
    public static SafetensorsFile read(Path path) throws IOException {
        long size = Files.size(path);
        if (size > MAX_BYTES) {
            throw new FormatException(
                            "file", MAX_BYTES, "longer than the limit of 1 GiB", "this is another kind of file")
                    .inFile(path.toString());
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return parse(stream.readNBytes((int) MAX_BYTES), path.toString());
        }
    }

    /**
     * Takes a file that is in memory already.
     *
     * @param file kept, not copied
     * @param source what errors call it
     * @throws FormatException where it is not an intact safetensors file
     */
    public static SafetensorsFile parse(byte[] file, String source) {
        try {
            int header = headerLength(file);
            int data = LENGTH_BYTES + header;
            Map<String, TensorEntry> parsed = HeaderParser.parse(file, LENGTH_BYTES, header);
            checkPlaces(parsed.values(), data, file.length - data);
            return new SafetensorsFile(source, file, data, parsed);
        } catch (FormatException e) {
            throw e.inFile(source);
        }
    }

    private static int headerLength(byte[] file) {
        long length = file.length < LENGTH_BYTES
                ? 0
                : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        boolean possible = length >= 2 && length <= file.length - LENGTH_BYTES;
        if (!possible && FileKind.of(file).isPresent()) {
            throw FileKind.refusal("file", file, "weights in safetensors", BEGINNING);
        }
        if (file.length < LENGTH_BYTES) {
            throw new FormatException("file", file.length, "ends within the length of the header", BEGINNING);
        }
        if (!possible) {
            throw new FormatException(
                    "file",
                    0,
                    "a header of " + Long.toUnsignedString(length) + " bytes in a file of " + file.length + " bytes",
                    BEGINNING);
        }
        if (length > MAX_HEADER) {
            throw new FormatException(
                    "file", 0, "a header of " + length + " bytes, more than the " + MAX_HEADER + " that are read");
        }
        return (int) length;
    }

    private static void checkPlaces(Collection<TensorEntry> tensors, long data, long length) {
        List<TensorEntry> sorted = tensors.stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
                .toList();
        long place = 0;
        for (TensorEntry tensor : sorted) {
            long wanted = wantedBytes(tensor);
            if (tensor.end() < tensor.begin() || tensor.end() > length) {
                throw damage(
                        tensor,
                        data,
                        "lies at " + tensor.begin() + ".." + tensor.end() + " of " + length + " bytes of data");
            }
            if (tensor.end() - tensor.begin() != wanted) {
                throw damage(
                        tensor,
                        data,
                        tensor.type() + " " + tensor.shapeText() + " takes " + wanted + " bytes, but has "
                                + (tensor.end() - tensor.begin()));
            }
            if (tensor.begin() != place) {
                throw damage(
                        tensor,
                        data,
                        tensor.begin() < place
                                ? "overlaps the tensor before it"
                                : "leaves a gap of " + (tensor.begin() - place) + " bytes");
            }
            place = tensor.end();
        }
        if (place != length) {
            throw new FormatException("data", data + place, (length - place) + " bytes belong to no tensor");
        }
    }

    /** Bytes that type and shape ask for; more than any file has where that number is out of reach. */
    private static long wantedBytes(TensorEntry tensor) {
        long count = tensor.type().bytes();
        for (long size : tensor.shape()) {
            long high = Math.multiplyHigh(count, size);
            count *= size;
            if (high != 0 || count < 0) {
                return Long.MAX_VALUE;
            }
        }
        return count;
    }

    private static FormatException damage(TensorEntry tensor, long data, String reason) {
        long offset = tensor.begin() > Long.MAX_VALUE - data ? tensor.begin() : data + tensor.begin();
        return new FormatException("data", offset, "tensor " + tensor.name() + " " + reason);
    }

    public String source() {
        return source;
    }

    /** SHA-256 of the whole file in lower-case hexadecimal digits. */
    public String sha256() {
        return Sha256.of(file);
    }

    /** All tensors, in the order of the header. */
    public Collection<TensorEntry> tensors() {
        return tensors.values();
    }

    /** A tensor, or null where there is none of that name. */
    public @Nullable TensorEntry tensor(String name) {
        return tensors.get(name);
    }

    /** Where a tensor's values begin, counted from the start of the file. */
    public long offset(TensorEntry tensor) {
        return data + tensor.begin();
    }

    /**
     * The values of a tensor of type {@code F32}, {@code F16} or {@code BF16}, all of which fit into a float exactly.
     *
     * @throws FormatException where there is no such tensor or it has another type
     */
    public float[] floats(String name) {
        TensorEntry tensor = require(name);
        ByteBuffer buffer = buffer(tensor);
        float[] values = new float[buffer.remaining() / tensor.type().bytes()];
        switch (tensor.type()) {
            case F32 -> buffer.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(buffer.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(buffer.getShort() << 16);
                }
            }
            default ->
                throw new FormatException(
                                "data", offset(tensor), "tensor " + name + " holds " + tensor.type() + ", not floats")
                        .inFile(source);
        }
        return values;
    }

    private ByteBuffer buffer(TensorEntry tensor) {
        return ByteBuffer.wrap(file, (int) offset(tensor), (int) (tensor.end() - tensor.begin()))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws FormatException where there is none of that name */
    public TensorEntry require(String name) {
        TensorEntry tensor = tensors.get(name);
        if (tensor == null) {
            throw new FormatException("header", LENGTH_BYTES, "tensor " + name + " is missing").inFile(source);
        }
        return tensor;
    }
}
