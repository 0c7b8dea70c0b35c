package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * The output of the networks on consecutive pairs of a clip, all of it in memory: the target of an encoder, and what a
 * score compares with. Where it comes from, and that it is computed only once, is the business of {@link TruthSource}.
 */
public final class GroundTruth {
    private final FrameSize size;
    private final List<MaskTensor> maps;
    private final List<float[]> poses;
    private final List<float[]> further;

    /** Maps of each frame of a pair that the segmentation network sees, in the order of the frames. */
    private GroundTruth(FrameSize size, List<MaskTensor> maps, List<float[]> poses, List<float[]> further) {
        this.size = size;
        this.maps = List.copyOf(maps);
        this.poses = List.copyOf(poses);
        this.further = List.copyOf(further);
    }

    /**
     * What networks said that look at one frame of a pair.
     *
     * @param size of the clip's frames
     * @param masks the segmentation network's class map of each pair
     * @param poses the pose network's outputs on each pair
     */
    public GroundTruth(FrameSize size, MaskTensor masks, List<float[]> poses) {
        this(size, List.of(masks), poses, Collections.nCopies(poses.size(), new float[0]));
    }

    /**
     * From the networks' answers in the order of the pairs.
     *
     * @param size of the clip's frames
     * @param network whose class maps these are
     * @throws IllegalArgumentException where there is no pair, or more classes than an archive can hold
     */
    static GroundTruth of(FrameSize size, SegmentationEvaluator network, List<PairAnswer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("the clip has no pair of frames");
        }
        MaskShape shape = new MaskShape(answers.size(), network.rows(), network.columns(), network.classes());
        List<MaskTensor> maps = IntStream.range(0, network.frames().count())
                .mapToObj(frame -> maps(shape, answers, frame))
                .toList();
        List<float[]> poses = answers.stream()
                .map(answer -> Arrays.copyOf(answer.pose(), answer.pose().length))
                .toList();
        return new GroundTruth(
                size, maps, poses, answers.stream().map(PairAnswer::further).toList());
    }

    private static MaskTensor maps(MaskShape shape, List<PairAnswer> answers, int frame) {
        byte[] all = new byte[Math.toIntExact(shape.total())];
        for (int pair = 0; pair < answers.size(); pair++) {
            System.arraycopy(
                    answers.get(pair).classes(), frame * shape.pixels(), all, pair * shape.pixels(), shape.pixels());
        }
        return new MaskTensor(shape, all);
    }

    /**
     * Shows all pairs of a clip to two networks. Nothing is remembered.
     *
     * @param threads pairs that the networks see at the same time; the answers do not depend on it
     * @param done called with the number of pairs finished
     * @throws IllegalArgumentException where there is no pair, or more classes than an archive can hold
     * @throws org.fovea.codec.FormatException where the clip is damaged
     * @throws org.fovea.evaluate.NotFiniteException where a network answers with something that is no number
     * @throws InterruptedException where the calling thread is interrupted
     */
    public static GroundTruth compute(FrameOpener clip, EvaluatorPair networks, int threads, IntConsumer done)
            throws IOException, InterruptedException {
        try (TruthReader reader = TruthReader.of(networks, clip.open(), Long.MAX_VALUE)) {
            TruthCollector collector =
                    new TruthCollector(reader.size(), networks.segmentation(), Integer.MAX_VALUE, done, soFar -> {});
            collector.collect(reader::next, threads);
            return collector.truth();
        }
    }

    public FrameSize size() {
        return size;
    }

    public int pairs() {
        return poses.size();
    }

    /**
     * Numbers of some pairs at even distances, the first one among them.
     *
     * @param most how many at most, 1 or more
     */
    public List<Integer> somePairs(int most) {
        int count = Math.min(most, pairs());
        return IntStream.range(0, count)
                .mapToObj(i -> (int) ((long) i * pairs() / count))
                .toList();
    }

    /** The segmentation network's class map of each pair; of the second frame where it looks at both. */
    public MaskTensor masks() {
        return maps.getLast();
    }

    /** Share of pixels whose class differs between the frames of a pair; 0 where the network sees one of them. */
    public double changedClasses() {
        MaskTensor first = maps.getFirst();
        MaskTensor last = maps.getLast();
        long changed = 0;
        for (int pair = 0; pair < pairs(); pair++) {
            byte[] before = first.frame(pair);
            byte[] after = last.frame(pair);
            for (int i = 0; i < before.length; i++) {
                changed += before[i] == after[i] ? 0 : 1;
            }
        }
        return (double) changed / first.shape().total();
    }

    /** The pose network's outputs on each pair, not to be changed. */
    public List<float[]> poses() {
        return poses;
    }

    /**
     * What is kept of the further networks' answers on each pair, as in {@link PairAnswer#further}; not to be changed.
     */
    public List<float[]> further() {
        return further;
    }

    /** All answers on a pair, 0..pairs-1, as the networks gave them. */
    public PairAnswer answer(int pair) {
        int pixels = masks().shape().pixels();
        byte[] classes = new byte[maps.size() * pixels];
        for (int frame = 0; frame < maps.size(); frame++) {
            System.arraycopy(maps.get(frame).classIds(), pair * pixels, classes, frame * pixels, pixels);
        }
        return new PairAnswer(classes, poses.get(pair), further.get(pair));
    }

    Stream<PairAnswer> answers() {
        return IntStream.range(0, pairs()).mapToObj(this::answer);
    }
}
