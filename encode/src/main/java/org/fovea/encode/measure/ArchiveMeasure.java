package org.fovea.encode.measure;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * Scores archives while they are made: the decoder's own renderer draws, the networks judge the rounded frames. Where the segmentation network looks at
 * both frames, only the second frame's map is compared; the final score compares both.
 */
public final class ArchiveMeasure {
    private final EvaluatorPair evaluators;
    private final GroundTruth truth;
    private final long originalBytes;
    private final int threads;

    /**
     * A measure.
     *
     * @param originalBytes size of the original's file
     * @param threads pairs that are judged at the same time; results do not depend on it
     */
    public ArchiveMeasure(EvaluatorPair evaluators, GroundTruth truth, long originalBytes, int threads) {
        this.evaluators = evaluators;
        this.truth = truth;
        this.originalBytes = originalBytes;
        this.threads = threads;
    }

    /** Distortions of a pair as drawn. */
    public record PairCost(double segmentation, double pose) {}

    /** Numbers of all pairs. */
    public List<Integer> allPairs() {
        return IntStream.range(0, truth.pairs()).boxed().toList();
    }

    /** Bytes of the archive as a file. */
    public static long bytes(RendererContent content, MaskEffort effort) {
        return ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(effort, null))).length;
    }

    /**
     * Draws and judges some pairs.
     *
     * @param bytes of the archive, as {@link #bytes} gives
     * @param done told how many pairs are finished
     */
    public Measurement measure(ArchiveContent content, long bytes, List<Integer> pairs, IntConsumer done)
            throws InterruptedException {
        DrawnPairs drawn = DrawnPairs.of(content, threads);
        List<PairCost> costs = EachPair.of(pairs, threads, pair -> cost(pair, drawn.draw(pair)), done);
        return new Measurement(
                costs.stream().mapToDouble(PairCost::segmentation).toArray(),
                costs.stream().mapToDouble(PairCost::pose).toArray(),
                bytes,
                25.0 / originalBytes);
    }

    /** Judges a pair. */
    public PairCost cost(int pair, FramePair drawn) {
        PairAnswer answer = evaluators.answer(drawn);
        return new PairCost(
                segmentationCost(pair, answer.classes()),
                evaluators.pose().distortion(truth.poses().get(pair), answer.pose()));
    }

    /** Share of wrong pixels of class maps as {@code SegmentationEvaluator.classMaps} gives them. */
    public double segmentationCost(int pair, byte[] maps) {
        byte[] wanted = truth.masks().frame(pair);
        int from = evaluators.segmentation().frames() == FrameChoice.BOTH ? wanted.length : 0;
        int wrong = 0;
        for (int i = 0; i < wanted.length; i++) {
            wrong += wanted[i] == maps[from + i] ? 0 : 1;
        }
        return (double) wrong / wanted.length;
    }
}
