package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PixelWorth;

/**
 * Looks for flips that save bits, in all frames. First every second frame beside unchanged neighbours, then the others
 * beside the changed ones.
 */
record FlipSearch(MaskTensor wanted, PixelWorth worth, double pixelsPerBit, int threads) {
    /**
     * Flips that are likely to pay by what was measured on a state, with bits at {@code multiplier} times their worth.
     *
     * @param done called with the number of frames searched
     */
    List<Proposal> proposals(MaskState state, double multiplier, IntConsumer done) throws InterruptedException {
        MaskShape shape = wanted.shape();
        Masks changed = smoothed(state, 1 / multiplier, done);
        List<Proposal> proposals = new ArrayList<>();
        for (int pair = 0; pair < shape.frames(); pair++) {
            proposals.addAll(Proposal.between(shape, pair, state.masks().frame(pair), changed.frame(pair)));
        }
        return proposals;
    }

    private Masks smoothed(MaskState state, double threshold, IntConsumer done) throws InterruptedException {
        Masks masks = state.masks();
        NeighbourhoodModel model = NeighbourhoodModel.of(masks);
        Masks result = masks.copy();
        int pixels = wanted.shape().pixels();
        for (int phase = 0; phase < 2; phase++) {
            int before = phase == 0 ? 0 : Math.ceilDiv(masks.shape().frames(), 2);
            List<Integer> frames = IntStream.iterate(
                            phase, frame -> frame < masks.shape().frames(), frame -> frame + 2)
                    .boxed()
                    .toList();
            // Frames of one phase are no neighbours of each other, so that they may be replaced while others are worked
            // on.
            EachPair.of(
                    frames,
                    threads,
                    frame -> {
                        Window window = new Window(result, frame);
                        byte[] seen = state.seen().get(frame).classes(wanted.frame(frame));
                        float[] next = window.last
                                ? null
                                : state.coded().get(frame + 1).all(pixels);
                        ExpectedLoss loss =
                                new ExpectedLoss(wanted.frame(frame), masks.frame(frame), seen, worth.ofPair(frame));
                        float[] own = state.coded().get(frame).all(pixels);
                        new Smoother(model, window, loss, own, next, pixelsPerBit, threshold).run();
                        result.replace(frame, window.frame());
                        return frame;
                    },
                    finished -> done.accept(before + finished));
        }
        return result;
    }
}
