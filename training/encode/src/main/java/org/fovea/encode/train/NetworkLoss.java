package org.fovea.encode.train;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.Further;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.comparison.ClassRule;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Tensors;

/**
 * What two networks lose on frames that are rendered in LibTorch, differentiable.
 *
 * <p>Both are the terms of a score, made linear. Segmentation: at the mean over pixels of 1 − P(the original's class),
 * which is the expected share of wrong pixels of a network that samples its class; mixed with the cross-entropy, its
 * negative log-likelihood (NLL) clipped. Pose: at the running mean. Thread-safe.
 */
public final class NetworkLoss {
    /** The NLL is clipped here: a pixel whose class has less than e^−4 = 2 % pulls no harder than one with 2 %. */
    private static final double MAX_NLL = 4;

    /**
     * The running mean is that of some fifty steps, and not known better than this: nearer to 0, a slope would be that
     * of an accident.
     */
    private static final double MIN_POSE = 1e-7;

    private final EvaluatorPair evaluators;
    private final ScoreFormula formula;
    private final Optional<RowBand> band;

    /** Set by the first step that asks a network for a band in vain: none will ever be had. */
    private volatile boolean whole;

    /** @param formula whose points the loss is in */
    public NetworkLoss(EvaluatorPair evaluators, ScoreFormula formula) {
        this(evaluators, formula, Optional.empty());
    }

    /**
     * @param formula whose points the loss is in
     * @param masks in whose rows of one class nothing is looked for where a band will do
     */
    public NetworkLoss(EvaluatorPair evaluators, ScoreFormula formula, MaskTensor masks) {
        this(evaluators, formula, RowBand.of(masks));
    }

    private NetworkLoss(EvaluatorPair evaluators, ScoreFormula formula, Optional<RowBand> band) {
        this.evaluators = evaluators;
        this.formula = formula;
        this.band = band;
    }

    /**
     * How the segmentation loss is taken at a step.
     *
     * @param crossEntropy share of the clipped cross-entropy, 0..1
     * @param temperature that logits are divided by, above 0; 1 leaves them as they are
     * @param exactness of the slopes
     * @param band whether a look at the rows in which classes change will do
     */
    public record Sharpness(double crossEntropy, double temperature, Exactness exactness, boolean band) {
        /** Whether {@link SegmentationEvaluator#roughLogits} will do. */
        boolean rough() {
            return exactness == Exactness.ROUGH;
        }

        /** Whether frames go to the networks without the way over the clip's size, where they can. */
        boolean direct() {
            return exactness != Exactness.EXACT;
        }
    }

    /**
     * Whether a renderer that renders one frame, and moves it for the other, must do both while its weights are
     * trained: where what looks at the other frame, too, cannot be served afterwards by fitting poses to the pose
     * network's answers on pairs.
     */
    public static boolean needsBothFrames(EvaluatorPair evaluators) {
        FrameChoice seen = evaluators.segmentation().frames();
        return evaluators.sequence()
                || !evaluators.pose().squares()
                || evaluators.further().stream()
                        .anyMatch(network -> !switch (network.view()) {
                            case FIRST -> seen == FrameChoice.FIRST;
                            case SECOND -> seen == FrameChoice.SECOND;
                            case EVERY_FRAME, PAIRS, CONSECUTIVE -> false;
                        });
    }

    /** Whether networks look at more than the segmentation network's classes and the pose. */
    boolean looksFurther() {
        return evaluators.sequence() || !evaluators.further().isEmpty();
    }

    /**
     * The size to which the networks resize frames bilinearly before anything else, where it is the same for all that
     * are asked.
     *
     * @param poses whether the pose network is asked, too
     */
    Optional<FrameSize> resizedTo(boolean poses) {
        Set<Optional<FrameSize>> sizes = new HashSet<>();
        if (evaluators.segmentation().present()) {
            sizes.add(evaluators.segmentation().resizedTo());
        }
        if (poses && evaluators.pose().present()) {
            sizes.add(evaluators.pose().resizedTo());
        }
        evaluators.further().forEach(network -> sizes.add(network.resizedTo()));
        return sizes.size() == 1 ? sizes.iterator().next() : Optional.empty();
    }

    /**
     * What some pairs lose, a number for each.
     *
     * @param loss points of the score, whose mean is to be differentiated: [N]
     * @param segmentation expected share of wrong pixels, 0..1
     * @param pose pose distortion, 0 where it was not asked for
     * @param further points of the further networks' terms, 0 where there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    public record TaskLoss(Tensor loss, double[] segmentation, double[] pose, double[] further) {
        TaskLoss(Tensor loss, double[] segmentation, double[] pose) {
            this(loss, segmentation, pose, new double[segmentation.length]);
        }

        List<Gradient.Lost> lost() {
            double[] losses = doubles(loss);
            return IntStream.range(0, losses.length)
                    .mapToObj(i -> new Gradient.Lost(segmentation[i], pose[i], losses[i], further[i]))
                    .toList();
        }
    }

    private static double[] doubles(Tensor values) {
        float[] floats = Tensors.floats(values);
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    /** The mean of each sample: [N]. */
    static Tensor means(Tensor values) {
        return values.size(0) == 1
                ? values.mean().unsqueeze(0)
                : values.flatten(1, -1).mean(1);
    }

    /**
     * The frames of some pairs that are rendered as they are shown, at their full size.
     *
     * @param before the frame before the first one, where there is one and the objective is of a sequence, whose pairs
     *     come one at a time
     * @param first float [N, 3, height, width], 0..255
     * @param second likewise
     */
    public record Shown(Optional<Tensor> before, Tensor first, Tensor second) {}

    /**
     * The task loss of all that an objective looks at. A further network's term that is a root is taken at the pair's
     * own distortion, not at a running mean.
     *
     * @param wanted what the networks answered on the original, pair by pair
     * @param poses whether poses count
     * @param sharpness of the segmentation loss
     * @param meanPose running mean of the pose distortion
     */
    public TaskLoss of(Shown shown, List<PairAnswer> wanted, boolean poses, Sharpness sharpness, double meanPose) {
        TaskLoss lost = evaluators.sequence()
                ? ofSequence(shown, wanted.getFirst(), sharpness, meanPose)
                : of(
                        shown.first(),
                        shown.second(),
                        lastMaps(wanted),
                        poses
                                ? Optional.of(
                                        wanted.stream().map(PairAnswer::pose).toList())
                                : Optional.empty(),
                        sharpness,
                        meanPose);
        List<FurtherNetwork> networks = evaluators.further();
        if (networks.isEmpty()) {
            return lost;
        }
        double[] points = new double[wanted.size()];
        TensorVector sums = new TensorVector();
        for (int pair = 0; pair < points.length; pair++) {
            Tensor sum = lost.loss().narrow(0, pair, 1);
            for (int i = 0; i < networks.size(); i++) {
                float[] part = Further.part(networks, i, wanted.get(pair).further());
                Tensor distortion = networks.get(i)
                        .loss(
                                shown.before(),
                                shown.first().narrow(0, pair, 1),
                                shown.second().narrow(0, pair, 1),
                                part);
                double value = distortion.item_double();
                ScoreTerm term = formula.further().get(i);
                sum = sum.add(distortion.mul(new Scalar(term.slope(Math.max(value, MIN_POSE)))));
                points[pair] += term.points(value);
            }
            sums.push_back(sum);
        }
        return new TaskLoss(torch.cat(sums, 0), lost.segmentation(), lost.pose(), points);
    }

    /** Of each pair the map of the frame that is compared where the network sees both. */
    List<byte[]> lastMaps(List<PairAnswer> wanted) {
        return wanted.stream().map(answer -> lastMap(answer.classes())).toList();
    }

    private byte[] lastMap(byte[] classes) {
        int pixels =
                evaluators.segmentation().rows() * evaluators.segmentation().columns();
        return classes.length == pixels
                ? classes
                : Arrays.copyOfRange(classes, classes.length - pixels, classes.length);
    }

    /** Both frames' classes, and the steps of the pair and to it. */
    private TaskLoss ofSequence(Shown shown, PairAnswer wanted, Sharpness sharpness, double meanPose) {
        TaskLoss second = segmentation(shown.first(), shown.second(), List.of(lastMap(wanted.classes())), sharpness);
        Tensor sum = second.loss();
        double wrong = second.segmentation()[0];
        if (evaluators.segmentation().present()) {
            byte[] firstMap = Arrays.copyOf(wanted.classes(), wanted.classes().length / 2);
            TaskLoss first = segmentation(shown.first(), shown.first(), List.of(firstMap), sharpness);
            sum = sum.add(first.loss()).mul(new Scalar(0.5));
            wrong = (wrong + first.segmentation()[0]) / 2;
        }
        if (!evaluators.pose().present()) {
            return new TaskLoss(sum, new double[] {wrong}, new double[1]);
        }
        Tensor distortion = step(wanted.pose(), 0, shown.first(), shown.second());
        if (shown.before().isPresent()) {
            distortion = distortion.add(step(wanted.pose(), 1, shown.before().get(), shown.first()));
        }
        Tensor pose = distortion.mul(new Scalar(0.5));
        double slope = formula.pose().slope(Math.max(meanPose, MIN_POSE));
        return new TaskLoss(
                sum.add(pose.mul(new Scalar(slope))), new double[] {wrong}, new double[] {pose.item_double()});
    }

    /** Pose distortion of a step: 0 of the pair, 1 to it. */
    private Tensor step(float[] wanted, int step, Tensor from, Tensor to) {
        PoseEvaluator network = evaluators.pose().step();
        float[] one = new float[network.outputs()];
        System.arraycopy(wanted, step * network.counted(), one, 0, network.counted());
        return network.distortion(Tensors.of(one, 1, one.length), network.pose(network.prepare(from, to)))
                .mean();
    }

    /**
     * The task loss of some pairs.
     *
     * @param first float [N, 3, height, width], 0..255, of the clip's size; any other where neither network sees it
     * @param second the same of the other frame
     * @param classes what the segmentation network saw in the originals
     * @param wantedPoses what the pose network answered on the originals; empty where poses do not count
     * @param sharpness of the segmentation loss
     * @param meanPose running mean of the pose distortion
     */
    public TaskLoss of(
            Tensor first,
            Tensor second,
            List<byte[]> classes,
            Optional<List<float[]>> wantedPoses,
            Sharpness sharpness,
            double meanPose) {
        TaskLoss segmentation = segmentation(first, second, classes, sharpness);
        if (wantedPoses.isEmpty() || !evaluators.pose().present()) {
            return segmentation;
        }
        var network = evaluators.pose();
        Tensor answer = network.pose(network.prepare(first, second));
        Tensor pose = network.distortion(Leaves.rows(wantedPoses.get()), answer);
        double slope = formula.pose().slope(Math.max(meanPose, MIN_POSE));
        return new TaskLoss(
                segmentation.loss().add(pose.mul(new Scalar(slope))), segmentation.segmentation(), doubles(pose));
    }

    /**
     * What the pixels of a class map lose.
     *
     * @param wrong 1 − P(the wanted class) of each
     * @param each the same, mixed with the clipped cross-entropy
     */
    record PixelLoss(Tensor wrong, Tensor each) {
        /**
         * The loss for some logits.
         *
         * @param logits float [N, classes, rows, columns]
         * @param wanted long [N, 1, rows, columns]
         * @param crossEntropy share of the cross-entropy, 0..1
         * @param most what an NLL is clipped to
         */
        static PixelLoss of(Tensor logits, Tensor wanted, double crossEntropy, double most) {
            Tensor logarithm = torch.log_softmax(logits, 1).gather(1, wanted);
            Tensor wrong = logarithm.exp().neg().add(new Scalar(1.0));
            if (crossEntropy == 0) {
                return new PixelLoss(wrong, wrong);
            }
            Tensor clipped = logarithm.neg().clamp(new ScalarOptional(), new ScalarOptional(new Scalar(most)));
            return new PixelLoss(
                    wrong, wrong.mul(new Scalar(1 - crossEntropy)).add(clipped.mul(new Scalar(crossEntropy))));
        }
    }

    /** Straight-through estimator: rounded values with the gradient of what is not rounded. */
    public static Tensor roundedStraightThrough(Tensor frame) {
        return frame.add(frame.detach().round().sub(frame.detach()));
    }

    /**
     * The rows of a frame that a step of this sharpness looks at.
     *
     * @param height of the frame
     * @return nothing where all of them are looked at, or the band's edges are no whole rows of the frame
     */
    Optional<RowBand> rows(Sharpness sharpness, int height) {
        int rows = evaluators.segmentation().rows();
        return sharpness.band() && !whole ? band.flatMap(cut -> cut.over(rows, height)) : Optional.empty();
    }

    /**
     * The task loss of pairs of which only the frame that the segmentation network sees is there, and of that only the
     * rows that {@link #rows} says.
     *
     * @param cut float [N, 3, these rows, width], 0..255
     * @return nothing where the network cannot do with so little
     */
    Optional<TaskLoss> ofRows(Tensor cut, List<byte[]> classes, Sharpness sharpness) {
        RowBand rows = band.orElseThrow();
        Optional<TaskLoss> lost = evaluators
                .segmentation()
                .prepareRows(cut, rows.end() - rows.first())
                .flatMap(prepared -> ofBand(prepared, classes, sharpness));
        whole = lost.isEmpty();
        return lost;
    }

    private Optional<TaskLoss> ofBand(Tensor prepared, List<byte[]> classes, Sharpness sharpness) {
        return evaluators
                .segmentation()
                .bandLogits(prepared, sharpness.rough())
                .map(logits -> segmentation(logits, band.orElseThrow(), classes, sharpness));
    }

    private TaskLoss segmentation(Tensor first, Tensor second, List<byte[]> classes, Sharpness sharpness) {
        SegmentationEvaluator network = evaluators.segmentation();
        if (!network.present()) {
            int pairs = classes.size();
            return new TaskLoss(Tensors.of(new float[pairs], pairs), new double[pairs], new double[pairs]);
        }
        Tensor seen = network.frames() == FrameChoice.FIRST ? first : second;
        Optional<RowBand> cut = rows(sharpness, Math.toIntExact(seen.size(2)));
        Optional<TaskLoss> some = cut.flatMap(rows -> ofRows(rows.of(seen), classes, sharpness));
        if (some.isPresent()) {
            return some.get();
        }
        Tensor prepared = network.prepare(seen);
        if (sharpness.band() && cut.isEmpty() && prepared.dim() == 4 && prepared.size(2) == network.rows()) {
            some = band.flatMap(rows -> ofBand(rows.of(prepared), classes, sharpness));
        }
        return some.orElseGet(() -> {
            Tensor logits = sharpness.rough() ? network.roughLogits(prepared) : network.logits(prepared);
            return segmentation(logits, new RowBand(0, network.rows()), classes, sharpness);
        });
    }

    private TaskLoss segmentation(Tensor all, RowBand seen, List<byte[]> classes, Sharpness sharpness) {
        SegmentationEvaluator network = evaluators.segmentation();
        int top = seen.first();
        int rows = seen.end() - top;
        Tensor logits = all;
        if (sharpness.temperature() != 1) {
            logits = logits.div(new Scalar(sharpness.temperature()));
        }
        int pairs = classes.size();
        Tensor wanted = Tensors.ofBytes(joined(classes), pairs, 1, network.rows(), network.columns())
                .narrow(2, top, rows)
                .to(torch.ScalarType.Long);
        PixelLoss pixels = PixelLoss.of(logits, wanted, sharpness.crossEntropy(), MAX_NLL);
        // Outside of the band nothing is thought to be wrong.
        double share = (double) rows / network.rows();
        Tensor wrong = pixels.wrong();
        Tensor each = pixels.each();
        List<Double> weights = network.classWeights();
        if (!weights.isEmpty()) {
            Tensor counts = Tensors.of(
                            ClassRule.pixelWeights(weights, joined(classes)),
                            pairs,
                            1,
                            network.rows(),
                            network.columns())
                    .narrow(2, top, rows);
            wrong = wrong.mul(counts);
            each = each.mul(counts);
        }
        double[] expected = doubles(means(wrong));
        float[] slopes = new float[pairs];
        for (int i = 0; i < pairs; i++) {
            expected[i] *= share;
            slopes[i] = (float) (share * formula.segmentation().slope(expected[i]));
        }
        return new TaskLoss(means(each).mul(Tensors.of(slopes, pairs)), expected, new double[pairs]);
    }

    private static byte[] joined(List<byte[]> maps) {
        byte[] first = maps.getFirst();
        byte[] all = Arrays.copyOf(first, Math.multiplyExact(maps.size(), first.length));
        for (int i = 1; i < maps.size(); i++) {
            System.arraycopy(maps.get(i), 0, all, i * first.length, first.length);
        }
        return all;
    }
}
