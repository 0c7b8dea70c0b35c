package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.train.Exactness;
import org.fovea.encode.train.NetworkLoss;
import org.fovea.encode.train.Objective;
import org.fovea.encode.train.TrainableRenderer;
import org.fovea.encode.train.TrainingPair;

/**
 * Looks for single pixels of masks whose flip makes the network see the rendered frame right: around wrong pixels,
 * ranked by the slope of what the segmentation network loses with respect to the mask, taken as one number for each
 * pixel and class, and by the likely price. A rank is no more than that: what is kept is measured.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PixelSearch(Encoding before, Prices prices, StageContext context, Objective objective, float[][] weights) {
    /** Of flips with the steepest slopes, so many times those that are tried are priced. */
    private static final int PRICED = 8;

    /** Flips of a pair that are tried in a round. */
    private static final int PER_PAIR = 96;

    /**
     * Least distance in rows or columns of two flips that are tried together: the nearer they are, the more of the
     * effect of others is attributed to a flip.
     */
    private static final int DISTANCE = 6;

    /** Rows and columns around a wrong pixel in which flips are searched. */
    private static final int REACH = 1;

    /** Below 1: pixels that are nearly right count too. */
    private static final double TEMPERATURE = 0.3;

    /** @throws IllegalArgumentException where the archive's renderer has no slopes */
    static PixelSearch of(Encoding before, Prices prices, StageContext context) {
        RendererContent content = before.masked();
        TrainableRenderer trainable = TrainableRenderer.of(content.header(), false)
                .orElseThrow(() -> new IllegalArgumentException("renderer family "
                        + content.header().rendererFamily().name() + " has no slopes, so pixels cannot be ranked"));
        NetworkLoss loss = new NetworkLoss(context.evaluators(), context.formula());
        Objective objective = new Objective(trainable, loss, before.truth().size());
        return new PixelSearch(before, prices, context, objective, QuantisedTensor.dequantised(content.tensors()));
    }

    private MaskShape shape() {
        return before.truth().masks().shape();
    }

    /** A flip, and the points of the score that it is thought to add. */
    private record Flip(int pixel, int id, double points) {}

    /** Flips to try, apart from those that were tried in vain. */
    List<Proposal> proposals(MaskState state, TriedFlips tried) throws InterruptedException {
        NeighbourhoodModel model = NeighbourhoodModel.of(state.masks());
        int count = shape().frames();
        List<List<Proposal>> all = EachPair.of(
                IntStream.range(0, count).boxed().toList(),
                context.threads(),
                pair -> ofPair(pair, state, model, tried),
                done -> context.progress().update("masks: slopes", done, count));
        return all.stream().flatMap(List::stream).toList();
    }

    private List<Proposal> ofPair(int pair, MaskState state, NeighbourhoodModel model, TriedFlips tried) {
        Seen seen = state.seen().get(pair);
        if (seen.wrong().length == 0) {
            return List.of();
        }
        List<Flip> steepest = steepest(pair, state, tried);
        Window window = new Window(state.masks(), pair);
        int pixels = shape().pixels();
        FlipPrice price = new FlipPrice(
                model,
                window,
                state.coded().get(pair).all(pixels),
                pair + 1 < shape().frames() ? state.coded().get(pair + 1).all(pixels) : null);
        List<Flip> priced = new ArrayList<>();
        for (Flip flip : steepest) {
            int at = window.index(flip.pixel() / shape().width(), flip.pixel() % shape().width());
            double bits = price.bits(at, (byte) flip.id());
            priced.add(new Flip(flip.pixel(), flip.id(), flip.points() + bits * prices.perByte() / 8));
        }
        priced.sort(Comparator.comparingDouble(Flip::points));
        return apart(pair, priced);
    }

    /** Flips around wrong pixels that lower the loss fastest. */
    private List<Flip> steepest(int pair, MaskState state, TriedFlips tried) {
        byte[] mask = state.masks().frame(pair);
        TrainingPair shown = new TrainingPair(
                mask, before.truth().answer(pair), before.content().poses().pose(pair));
        float[] slopes =
                objective.maskSlopes(weights, shown, new NetworkLoss.Sharpness(0, TEMPERATURE, Exactness.EXACT, false));
        boolean[] near = near(state.seen().get(pair));
        List<Flip> flips = new ArrayList<>();
        for (int pixel = 0; pixel < near.length; pixel++) {
            if (!near[pixel]) {
                continue;
            }
            double now = slopes[(mask[pixel] & 0xff) * near.length + pixel];
            for (int id = 0; id < shape().classes(); id++) {
                // A pair's points are those of a clip of pairs like it.
                double points = (slopes[id * near.length + pixel] - now) / shape().frames();
                if (points < 0 && !tried.contains(pair, pixel, id)) {
                    flips.add(new Flip(pixel, id, points));
                }
            }
        }
        flips.sort(Comparator.comparingDouble(Flip::points));
        return flips.subList(0, Math.min(flips.size(), PRICED * PER_PAIR));
    }

    private boolean[] near(Seen seen) {
        boolean[] near = new boolean[shape().pixels()];
        for (int i = 0; i < seen.wrong().length; i++) {
            if (seen.worth()[i] > 0) {
                Proposal.mark(shape(), near, Masks.pixel(seen.wrong()[i]), REACH);
            }
        }
        return near;
    }

    /** The best flips that keep their distance from better ones, in the order of their pixels. */
    private List<Proposal> apart(int pair, List<Flip> ranked) {
        boolean[] taken = new boolean[shape().pixels()];
        List<Proposal> chosen = new ArrayList<>();
        for (Flip flip : ranked) {
            if (chosen.size() < PER_PAIR && !taken[flip.pixel()]) {
                chosen.add(new Proposal(pair, new int[] {flip.pixel()}, new byte[] {(byte) flip.id()}));
                Proposal.mark(shape(), taken, flip.pixel(), DISTANCE - 1);
            }
        }
        chosen.sort(Comparator.comparingInt(proposal -> proposal.pixels()[0]));
        return chosen;
    }
}
