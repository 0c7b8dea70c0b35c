package org.fovea.encode.colours;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.EncodeProgress;
import org.fovea.encode.FrameOpener;
import org.fovea.encode.Look;
import org.fovea.encode.Looker;
import org.fovea.encode.Results;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.video.FrameSize;

/**
 * Encodes a clip for the renderer family {@code colours}: the segmentation network's class maps, average colours of the classes, and for each pair the motion
 * that lets the pose network answer most nearly as on the original.
 */
public final class ColourEncoder {
    /** Units of a pose: pixels of the mask, pixels, share of the picture. */
    private static final float[] POSE_STEPS = {1 / 16f, 1 / 16f, 1 / 2048f};

    private static final int[] FIRST_STEPS = {32, 16, 32};
    private static final int MOST_TRIALS = 60;

    private final EvaluatorPair evaluators;
    private final ColourFamily.Grid grid;
    private final int threads;
    private final EncodeProgress progress;

    /**
     * An encoder.
     *
     * @param grid of the colours
     * @param threads pairs that are worked on at the same time; the result does not depend on it
     */
    public ColourEncoder(EvaluatorPair evaluators, ColourFamily.Grid grid, int threads, EncodeProgress progress) {
        this.evaluators = evaluators;
        this.grid = grid;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Encodes.
     *
     * @throws IllegalArgumentException where the clip has no pair, or the networks more classes than an archive can hold
     * @throws org.fovea.codec.FormatException where the clip is damaged
     * @throws InterruptedException where the calling thread is interrupted
     */
    public RendererContent encode(FrameOpener clip) throws IOException, InterruptedException {
        ColourAverages[] averages = new ColourAverages[1];
        int[] seen = new int[1];
        Look look = Looker.look(clip, evaluators, threads, (pair, answer) -> {
            if (averages[0] == null) {
                averages[0] = new ColourAverages(grid, frameShape(), pair.size());
            }
            boolean first = evaluators.segmentation().frames() == FrameChoice.FIRST;
            int from = answer.classes().length - frameShape().pixels();
            byte[] map = Arrays.copyOfRange(answer.classes(), from, answer.classes().length);
            averages[0].add(map, first ? pair.first() : pair.second());
            progress.update("look", ++seen[0], 0);
        });
        FrameSize size = look.size();
        ArchiveHeader header = new ArchiveHeader(
                size.width(), size.height(), look.masks().shape(), ColourFamily.ID, grid.parameters());
        WeightSet weights = new WeightSet(List.of(averages[0].tensor()));
        List<int[]> codes = poses(header, RendererWeights.of(weights), look);
        return new RendererContent(header, look.masks(), weights, track(codes), Optional.empty(), Optional.empty());
    }

    private MaskShape frameShape() {
        return new MaskShape(
                1,
                evaluators.segmentation().rows(),
                evaluators.segmentation().columns(),
                evaluators.segmentation().classes());
    }

    private List<int[]> poses(ArchiveHeader header, RendererWeights weights, Look look) throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        List<Future<int[]>> futures = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int pair = 0; pair < look.pairs(); pair++) {
                int number = pair;
                futures.add(workers.submit(() -> {
                    int[] found = search(header, weights, look, number);
                    progress.update("poses", done.incrementAndGet(), look.pairs());
                    return found;
                }));
            }
            List<int[]> all = new ArrayList<>();
            try {
                for (Future<int[]> future : futures) {
                    all.add(Results.of(future));
                }
            } finally {
                workers.shutdownNow();
            }
            return all;
        }
    }

    private int[] search(ArchiveHeader header, RendererWeights weights, Look look, int pair) {
        PoseEvaluator network = evaluators.pose();
        byte[] mask = look.masks().frame(pair);
        float[] wanted = look.poses().get(pair);
        byte[] first = new byte[look.size().rgbBytes()];
        byte[] second = new byte[look.size().rgbBytes()];
        try (PairRenderer renderer = Renderers.open(header, weights, 1, KernelChoice.AUTO)) {
            PoseSearch search = new PoseSearch(FIRST_STEPS, MOST_TRIALS);
            return search.minimise(new int[ColourFamily.POSE], codes -> {
                        renderer.render(mask, pose(codes), FrameEdits.NONE, first, second);
                        return network.distortion(wanted, network.pose(new FramePair(look.size(), first, second)));
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
