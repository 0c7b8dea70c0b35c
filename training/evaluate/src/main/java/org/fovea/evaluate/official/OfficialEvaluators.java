package org.fovea.evaluate.official;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final SegNet segmentation;
    private final PoseNet pose;

    private OfficialEvaluators(Weights poseWeights, Weights segmentationWeights, boolean published) {
        pose = new PoseNet(poseWeights);
        segmentation = new SegNet(segmentationWeights);
        poseWeights.verifyNothingElse();
        segmentationWeights.verifyNothingElse();
        String poseHash = poseWeights.sha256();
        String segmentationHash = segmentationWeights.sha256();
        boolean pseudoRandom = poseHash.equals(OfficialNetwork.POSENET.pseudoRandomSha256())
                && segmentationHash.equals(OfficialNetwork.SEGNET.pseudoRandomSha256());
        String text = STRUCTURE + "\n" + OfficialNetwork.POSENET.fileName() + " " + poseHash + "\n"
                + OfficialNetwork.SEGNET.fileName() + " " + segmentationHash + "\n";
        identity = new EvaluatorIdentity(
                published ? PUBLISHED : pseudoRandom ? PSEUDO_RANDOM : OTHER,
                published,
                Sha256.of(text.getBytes(StandardCharsets.US_ASCII)));
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
        SafetensorsFile pose = SafetensorsFile.read(inner.resolve(OfficialNetwork.POSENET.fileName()));
        SafetensorsFile segmentation = SafetensorsFile.read(inner.resolve(OfficialNetwork.SEGNET.fileName()));
        boolean published = pose.sha256().equals(OfficialNetwork.POSENET.publishedSha256())
                && segmentation.sha256().equals(OfficialNetwork.SEGNET.publishedSha256());
        return new OfficialEvaluators(Weights.of(pose), Weights.of(segmentation), published);
    }

    public static OfficialEvaluators pseudoRandom() {
        return new OfficialEvaluators(Weights.pseudoRandom(), Weights.pseudoRandom(), false);
    }

    /**
     * Writes {@link PseudoRandomWeights} as the two files that {@link #open} reads. They are not the challenge's
     * weights, and their scores are not official ones: the identity says so.
     *
     * @param folder is made where it is absent
     */
    public static void writePseudoRandom(Path folder) throws IOException {
        Files.createDirectories(folder);
        Weights pose = Weights.pseudoRandom();
        Weights segmentation = Weights.pseudoRandom();
        new OfficialEvaluators(pose, segmentation, false).close();
        pose.toSafetensors().write(folder.resolve(OfficialNetwork.POSENET.fileName()));
        segmentation.toSafetensors().write(folder.resolve(OfficialNetwork.SEGNET.fileName()));
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
