package org.fovea.encode.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.fovea.codec.archive.ArchiveContent;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.Further;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * Scores archives while they are made: the decoder's own renderer renders, the networks judge the rounded frames. Where
 * the segmentation network sees both frames, only the second frame's map is compared; the final score compares both.
 *
 * @param formula that prices what is lost
 * @param originalBytes size of the original's file
 * @param threads pairs that are judged at the same time; results do not depend on it
 */
public record ArchiveMeasure(
        EvaluatorPair evaluators, ScoreFormula formula, GroundTruth truth, long originalBytes, int threads) {
    public static ArchiveMeasure of(StageContext context, GroundTruth truth) {
        return new ArchiveMeasure(
                context.evaluators(), context.formula(), truth, context.originalBytes(), context.threads());
    }

    /** The same by the networks' answers for {@link EvaluatorPair#searching looking for changes}. */
    public ArchiveMeasure searching() {
        return new ArchiveMeasure(evaluators.searching(), formula, truth, originalBytes, threads);
    }

    /** Numbers of all pairs. */
    public List<Integer> allPairs() {
        return IntStream.range(0, truth.pairs()).boxed().toList();
    }

    /**
     * Renders and judges some pairs.
     *
     * @param bytes of the archive, as {@link #bytes} gives
     * @param done called with the number of pairs finished
     */
    public Measurement measure(ArchiveContent content, long bytes, List<Integer> pairs, IntConsumer done)
            throws InterruptedException {
        return of(each(content, pairs, done), bytes);
    }

    /** What the archive costs, were these all pairs. */
    public Measurement of(List<Distortion> pairs, long bytes) {
        return Measurement.of(pairs, bytes, formula, originalBytes);
    }

    /** Which of some judged pairs costs most. */
    public int worst(List<Distortion> pairs) {
        LinearPrice price = LinearPrice.at(of(pairs, 0).mean(), formula);
        return IntStream.range(0, pairs.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> price.of(pairs.get(i))))
                .orElseThrow();
    }

    /**
     * Renders and judges some pairs, each for itself.
     *
     * @param done called with the number of pairs finished
     */
    public List<Distortion> each(ArchiveContent content, List<Integer> pairs, IntConsumer done)
            throws InterruptedException {
        DrawnPairs drawn = DrawnPairs.of(content, threads, evaluators.sequence());
        return EachPair.of(pairs, threads, pair -> judge(pair, drawn.draw(pair)), done);
    }

    private Distortion judge(int pair, FramePair drawn) {
        PairAnswer answer = evaluators.answer(drawn);
        return new Distortion(
                wrong(pair, answer.classes()),
                evaluators.pose().distortion(truth.poses().get(pair), answer.pose()),
                Arrays.stream(Further.distortions(
                                evaluators.further(), truth.further().get(pair), answer.further()))
                        .boxed()
                        .toList());
    }

    /** Share of wrong pixels of class maps as {@code SegmentationEvaluator.classMaps} gives them. */
    private double wrong(int pair, byte[] maps) {
        if (evaluators.sequence()) {
            return evaluators.segmentation().distortion(truth.answer(pair).classes(), maps);
        }
        byte[] wanted = truth.masks().frame(pair);
        int from = evaluators.segmentation().frames() == FrameChoice.BOTH ? wanted.length : 0;
        byte[] seen = from == 0 ? maps : Arrays.copyOfRange(maps, from, from + wanted.length);
        return evaluators.segmentation().distortion(wanted, seen);
    }
}
