package org.fovea.encode.colours;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.EachPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.video.FrameSource;

/**
 * Encodes a clip for the renderer family {@code colours}: the segmentation network's class maps, average colours of the
 * classes, and for each pair the motion that lets the pose network answer most nearly as on the original.
 *
 * @param grids of the colours to choose from, by what the segmentation network loses and what the colours cost
 */
public record ColourEncoder(List<ColourFamily.Grid> grids, StageContext context) {
    /** Units of a pose: pixels of the mask, pixels, share of the picture. */
    private static final float[] POSE_STEPS = {1 / 16f, 1 / 16f, 1 / 2048f};

    private static final int[] FIRST_STEPS = {32, 16, 32};
    private static final int MAX_TRIALS = 60;

    /** Pairs that a choice of the grid is tried on. */
    private static final int TRIED = 8;

    /**
     * Encodes a clip whose ground truth is known.
     *
     * @throws org.fovea.codec.FormatException where the clip is damaged
     */
    public RendererContent encode(GroundTruth truth) throws IOException, InterruptedException {
        List<ColourAverages> averages = averages(truth);
        Colours chosen = choose(averages, truth);
        RendererWeights weights = RendererWeights.of(chosen.weights());
        List<int[]> codes =
                each("poses", truth.somePairs(truth.pairs()), pair -> search(chosen.header(), weights, truth, pair));
        return new RendererContent(
                chosen.header(), truth.masks(), chosen.weights(), track(codes), Optional.empty(), Optional.empty());
    }

    private List<ColourAverages> averages(GroundTruth truth) throws IOException, InterruptedException {
        List<ColourAverages> averages = grids.stream()
                .map(grid -> new ColourAverages(grid, truth.masks().shape(), truth.size()))
                .toList();
        boolean first = context.evaluators().segmentation().frames() == FrameChoice.FIRST;
        byte[] rgb = new byte[truth.size().rgbBytes()];
        try (FrameSource frames = context.clip().open()) {
            for (int frame = 0; frame < 2 * truth.pairs(); frame++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!frames.next(rgb)) {
                    throw new IllegalArgumentException("the clip ends before frame " + frame);
                }
                if (frame % 2 == (first ? 0 : 1)) {
                    byte[] map = truth.masks().frame(frame / 2);
                    averages.forEach(average -> average.add(map, rgb));
                    context.progress().update("averages", frame / 2 + 1, truth.pairs());
                }
            }
        }
        return averages;
    }

    /** A grid with its colours. */
    private record Colours(ArchiveHeader header, WeightSet weights) {}

    /** The grid with the least segmentation term and rate on some pairs. */
    private Colours choose(List<ColourAverages> averages, GroundTruth truth) throws InterruptedException {
        List<Integer> pairs = truth.somePairs(TRIED);
        Colours best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < grids.size(); i++) {
            FrameSize size = truth.size();
            ArchiveHeader header = new ArchiveHeader(
                    size.width(),
                    size.height(),
                    truth.masks().shape(),
                    ColourFamily.ID,
                    grids.get(i).parameters());
            Colours tried =
                    new Colours(header, new WeightSet(List.of(averages.get(i).tensor())));
            RendererWeights weights = RendererWeights.of(tried.weights());
            double sum = each("colours", pairs, pair -> loss(header, weights, truth, pair)).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            double points = context.formula().segmentation().points(sum, pairs.size())
                    + context.pointsPerByte() * tried.weights().rawBytes();
            if (points < least) {
                least = points;
                best = tried;
            }
        }
        return Objects.requireNonNull(best);
    }

    private double loss(ArchiveHeader header, RendererWeights weights, GroundTruth truth, int pair) {
        FramePair drawn = new FramePair(
                truth.size(),
                new byte[truth.size().rgbBytes()],
                new byte[truth.size().rgbBytes()]);
        byte[] mask = truth.masks().frame(pair);
        try (PairRenderer renderer = Renderers.open(header, weights, 1, KernelChoice.AUTO)) {
            renderer.render(
                    new PairInput.Mask(mask),
                    new float[ColourFamily.POSE],
                    FrameEdits.NONE,
                    drawn.first(),
                    drawn.second());
        }
        byte[] maps = context.evaluators().segmentation().classMaps(drawn);
        byte[] last = Arrays.copyOfRange(maps, maps.length - mask.length, maps.length);
        return context.evaluators().segmentation().distortion(mask, last);
    }

    private <T> List<T> each(String stage, List<Integer> pairs, IntFunction<T> task) throws InterruptedException {
        return EachPair.of(
                pairs, context.threads(), task, done -> context.progress().update(stage, done, pairs.size()));
    }

    private int[] search(ArchiveHeader header, RendererWeights weights, GroundTruth truth, int pair) {
        PoseEvaluator network = context.evaluators().pose();
        byte[] mask = truth.masks().frame(pair);
        float[] wanted = truth.poses().get(pair);
        byte[] first = new byte[truth.size().rgbBytes()];
        byte[] second = new byte[truth.size().rgbBytes()];
        try (PairRenderer renderer = Renderers.open(header, weights, 1, KernelChoice.AUTO)) {
            PoseSearch search = new PoseSearch(FIRST_STEPS, MAX_TRIALS);
            return search.minimise(new int[ColourFamily.POSE], codes -> {
                        renderer.render(new PairInput.Mask(mask), pose(codes), FrameEdits.NONE, first, second);
                        return network.distortion(wanted, network.pose(new FramePair(truth.size(), first, second)));
                    })
                    .codes();
        }
    }

    private static float[] pose(int[] codes) {
        float[] pose = new float[codes.length];
        for (int i = 0; i < pose.length; i++) {
            pose[i] = (float) ((double) codes[i] * POSE_STEPS[i]);
        }
        return pose;
    }

    private static PoseTrack track(List<int[]> codes) {
        List<PoseColumn> columns = new ArrayList<>();
        for (int dimension = 0; dimension < ColourFamily.POSE; dimension++) {
            int here = dimension;
            int[] column = codes.stream().mapToInt(pose -> pose[here]).toArray();
            if (Arrays.stream(column).anyMatch(code -> code != 0)) {
                columns.add(new PoseColumn(dimension, POSE_STEPS[dimension], 0, column));
            }
        }
        return new PoseTrack(codes.size(), ColourFamily.POSE, columns);
    }
}
