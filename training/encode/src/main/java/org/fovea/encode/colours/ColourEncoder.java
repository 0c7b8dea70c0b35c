package org.fovea.encode.colours;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.FrameEdits;
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
        RendererContent chosen = choose(averages, truth);
        List<int[]> codes = EachPair.of(
                truth.somePairs(truth.pairs()),
                context.threads(),
                pair -> search(chosen, truth, pair),
                done -> context.progress().update("poses", done, truth.pairs()));
        return chosen.withPoses(track(codes));
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

    /** The grid with the least segmentation term and rate on some pairs, with its colours and without motion. */
    private RendererContent choose(List<ColourAverages> averages, GroundTruth truth) throws InterruptedException {
        List<Integer> pairs = truth.somePairs(TRIED);
        ArchiveMeasure measure = ArchiveMeasure.of(context, truth);
        RendererContent best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < grids.size(); i++) {
            RendererContent tried = new RendererContent(
                    new ArchiveHeader(
                            truth.size().width(),
                            truth.size().height(),
                            truth.masks().shape(),
                            ColourFamily.ID,
                            grids.get(i).parameters()),
                    truth.masks(),
                    new WeightSet(List.of(averages.get(i).tensor())),
                    new PoseTrack(truth.pairs(), ColourFamily.POSE, List.of()),
                    Optional.empty(),
                    Optional.empty());
            double sum =
                    measure
                            .each(tried, pairs, done -> context.progress().update("colours", done, pairs.size()))
                            .stream()
                            .mapToDouble(Distortion::segmentation)
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

    private int[] search(RendererContent content, GroundTruth truth, int pair) {
        PoseEvaluator network = context.evaluators().pose();
        try (PairDrawer drawer = new PairDrawer(content, PairInputs.of(content))) {
            PoseSearch search = new PoseSearch(FIRST_STEPS, MAX_TRIALS);
            return search.minimise(
                    new int[ColourFamily.POSE],
                    codes -> network.distortion(
                            truth.poses().get(pair), network.pose(drawer.draw(pair, pose(codes), FrameEdits.NONE))));
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
