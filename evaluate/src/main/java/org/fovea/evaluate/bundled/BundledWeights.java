package org.fovea.evaluate.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.safetensors.DataType;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.safetensors.SafetensorsWriter;
import org.fovea.evaluate.safetensors.TensorEntry;

/** Weights of both bundled networks, in half precision, batch norms folded in. */
public final class BundledWeights {
    /**
     * Changes whenever the same pixels and weights give another answer, by resizing, colour planes or normalisation.
     */
    private static final String PRE_PROCESSING =
            "1: bilinear 192x256 without antialias; rgb (x-110)/64 in 2x2 blocks; two frames' yuv6 (x-110)/64";

    private static final String RESOURCE = "weights.safetensors";
    private final Map<String, float[]> values;

    private BundledWeights(Map<String, float[]> values) {
        this.values = values;
    }

    private static List<Convolution> layers() {
        List<Convolution> layers = new ArrayList<>(SegmentationNetwork.layers());
        layers.addAll(PoseNetwork.layers());
        return layers;
    }

    /**
     * Weights that were trained.
     *
     * @param values by {@link Convolution#weightName} and {@link Convolution#biasName}, row-major; rounded to half
     *     precision here
     * @throws IllegalArgumentException where one is missing or has another length
     */
    public static BundledWeights of(Map<String, float[]> values) {
        Map<String, float[]> rounded = new LinkedHashMap<>();
        for (Convolution layer : layers()) {
            take(values, rounded, layer.weightName(), layer.weightCount());
            take(values, rounded, layer.biasName(), layer.outputs());
        }
        return new BundledWeights(rounded);
    }

    private static void take(Map<String, float[]> from, Map<String, float[]> to, String name, int count) {
        float[] given = from.get(name);
        if (given == null || given.length != count) {
            throw new IllegalArgumentException(name + ": " + count + " values expected");
        }
        float[] half = new float[count];
        for (int i = 0; i < count; i++) {
            half[i] = Float.float16ToFloat(Float.floatToFloat16(given[i]));
            if (!Float.isFinite(half[i])) {
                throw new IllegalArgumentException(name + ": " + given[i] + " does not fit into half precision");
            }
        }
        to.put(name, half);
    }

    /** The weights that come with Fovea. */
    public static BundledWeights bundled() {
        try (InputStream in = BundledWeights.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the bundled weights are not in this build");
            }
            return read(SafetensorsFile.parse(in.readAllBytes(), "bundled weights"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Weights from a file.
     *
     * @throws FormatException where a tensor is missing, has another type or shape, or holds something that is not a
     *     finite number
     */
    public static BundledWeights read(SafetensorsFile file) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Convolution layer : layers()) {
            read(file, values, layer.weightName(), layer.weightShape());
            read(file, values, layer.biasName(), layer.outputs());
        }
        return new BundledWeights(values);
    }

    private static void read(SafetensorsFile file, Map<String, float[]> values, String name, long... shape) {
        float[] read = file.floats(name);
        TensorEntry entry = file.require(name);
        List<Long> wanted = java.util.Arrays.stream(shape).boxed().toList();
        if (entry.type() != DataType.F16 || !entry.shape().equals(wanted)) {
            throw new FormatException(
                            "data",
                            file.offset(entry),
                            "tensor " + name + " is " + entry.type() + " " + entry.shape() + ", F16 " + wanted
                                    + " expected")
                    .inFile(file.source());
        }
        for (float value : read) {
            if (!Float.isFinite(value)) {
                throw new FormatException(
                                "data", file.offset(entry), "tensor " + name + " holds a value that is not a number")
                        .inFile(file.source());
            }
        }
        values.put(name, read);
    }

    /** The file. */
    public SafetensorsWriter write() {
        SafetensorsWriter writer = new SafetensorsWriter();
        for (Convolution layer : layers()) {
            writer.halves(layer.weightName(), values(layer.weightName()), layer.weightShape());
            writer.halves(layer.biasName(), values(layer.biasName()), layer.outputs());
        }
        return writer;
    }

    /** Values of a tensor, row-major; not to be changed. */
    float[] values(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** SHA-256 over pre-processing, structure and weights. */
    String hash() {
        MessageDigest digest = Sha256.digest();
        digest.update(("bundled evaluators\n" + PRE_PROCESSING + "\n").getBytes(StandardCharsets.UTF_8));
        for (Convolution layer : layers()) {
            digest.update((layer + "\n").getBytes(StandardCharsets.UTF_8));
        }
        digest.update(java.util.Arrays.toString(PoseNetwork.units()).getBytes(StandardCharsets.UTF_8));
        digest.update(write().toBytes());
        return Sha256.of(digest);
    }
}
