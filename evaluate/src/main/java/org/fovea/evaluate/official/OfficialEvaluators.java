package org.fovea.evaluate.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.safetensors.SafetensorsFile;
import org.fovea.video.colour.ColourChoice;

/** The challenge's two networks with given weights. */
public final class OfficialEvaluators implements EvaluatorPair {
    /** Changes whenever an answer could: the order of operations, the way of folding, the pre-processing. */
    private static final String STRUCTURE = "fovea official networks 2, pixels 1";

    private static final String PUBLISHED = "official";
    private static final String PSEUDO_RANDOM = "official networks with pseudo-random weights";
    private static final String OTHER = "official networks with other weights";

    private final EvaluatorIdentity identity;
    private final OfficialSegmentation segmentation;
    private final OfficialPose pose;

    private OfficialEvaluators(Map<OfficialNetwork, Weights> weights, boolean published) {
        identity = identity(weights, published);
        segmentation = new OfficialSegmentation(Objects.requireNonNull(weights.get(OfficialNetwork.SEGNET)));
        pose = new OfficialPose(Objects.requireNonNull(weights.get(OfficialNetwork.POSENET)));
    }

    /**
     * Opens the networks whose weights lie in a folder.
     *
     * @param folder holds {@code posenet.safetensors} and {@code segnet.safetensors}, or a folder {@code models} with
     *     them
     * @throws java.nio.file.NoSuchFileException where one of them is absent
     * @throws org.fovea.codec.FormatException where one is damaged or belongs to another network
     * @throws IOException where one cannot be read
     */
    public static OfficialEvaluators open(Path folder) throws IOException {
        Path models = folder.resolve("models");
        Path inner =
                Files.isRegularFile(folder.resolve(OfficialNetwork.POSENET.fileName())) || !Files.isDirectory(models)
                        ? folder
                        : models;
        Map<OfficialNetwork, Weights> weights = new EnumMap<>(OfficialNetwork.class);
        boolean published = true;
        for (OfficialNetwork network : OfficialNetwork.values()) {
            SafetensorsFile file = SafetensorsFile.read(inner.resolve(network.fileName()));
            weights.put(network, Weights.of(file, network.inventory()));
            published &= file.sha256().equals(network.publishedSha256());
        }
        return new OfficialEvaluators(weights, published);
    }

    /** The networks with {@link PseudoRandomWeights}. */
    public static OfficialEvaluators pseudoRandom() {
        Map<OfficialNetwork, Weights> weights = new EnumMap<>(OfficialNetwork.class);
        for (OfficialNetwork network : OfficialNetwork.values()) {
            weights.put(network, PseudoRandomWeights.of(network));
        }
        return new OfficialEvaluators(weights, false);
    }

    /**
     * Writes {@link PseudoRandomWeights} as the two files that {@link #open} reads. They are not the challenge's
     * weights, and their scores are not official ones: the identity says so.
     *
     * @param folder is made where it is absent
     */
    public static void writePseudoRandom(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (OfficialNetwork network : OfficialNetwork.values()) {
            PseudoRandomWeights.of(network).toSafetensors().write(folder.resolve(network.fileName()));
        }
    }

    private static EvaluatorIdentity identity(Map<OfficialNetwork, Weights> weights, boolean published) {
        var digest = Sha256.digest();
        digest.update(Weights.ascii(STRUCTURE + "\n"));
        boolean pseudoRandom = true;
        for (OfficialNetwork network : OfficialNetwork.values()) {
            String sha256 = Objects.requireNonNull(weights.get(network)).sha256();
            digest.update(Weights.ascii(network.fileName() + " " + sha256 + "\n"));
            pseudoRandom &= sha256.equals(network.pseudoRandomSha256());
        }
        String name = published ? PUBLISHED : pseudoRandom ? PSEUDO_RANDOM : OTHER;
        return new EvaluatorIdentity(name, published, Sha256.of(digest));
    }

    @Override
    public ColourChoice colours() {
        return ColourChoice.CHALLENGE;
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
