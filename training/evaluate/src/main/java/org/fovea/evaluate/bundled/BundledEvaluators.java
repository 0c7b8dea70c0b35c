package org.fovea.evaluate.bundled;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * The evaluators that come with Fovea, with weights in half precision. They are not the challenge's: a score that is
 * made with them says nothing about a rank there.
 */
public final class BundledEvaluators implements EvaluatorPair {
    /**
     * Changes whenever the same pixels and weights give another output, by resizing, colour planes or normalisation.
     */
    private static final String PRE_PROCESSING =
            "1: bilinear 192x256 without antialias; rgb (x-110)/64 in 2x2 blocks; two frames' yuv6 (x-110)/64";

    private final EvaluatorIdentity identity;
    private final SegmentationNetwork segmentation;
    private final PoseNetwork pose;

    private BundledEvaluators(byte[] weights) {
        TorchRuntime.load();
        identity = new EvaluatorIdentity("bundled", false, hash(weights));
        SafetensorsFile file = SafetensorsFile.parse(weights, "bundled weights");
        segmentation = new SegmentationNetwork(file);
        pose = new PoseNetwork(file);
    }

    public static BundledEvaluators load() {
        try (InputStream in =
                Objects.requireNonNull(BundledEvaluators.class.getResourceAsStream("weights.safetensors"))) {
            return new BundledEvaluators(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 over pre-processing, structure and weights. */
    private static String hash(byte[] weights) {
        List<Convolution> layers = new ArrayList<>(SegmentationNetwork.layers());
        layers.addAll(PoseNetwork.layers());
        StringBuilder text = new StringBuilder("bundled evaluators\n" + PRE_PROCESSING + "\n");
        layers.forEach(layer -> text.append(layer).append('\n'));
        text.append(Arrays.toString(PoseNetwork.UNITS));
        MessageDigest digest = Sha256.digest();
        digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
        digest.update(weights);
        return Sha256.of(digest);
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return segmentation;
    }

    @Override
    public PoseEvaluator pose() {
        return pose;
    }

    @Override
    public void close() {
        segmentation.close();
        pose.close();
    }
}
