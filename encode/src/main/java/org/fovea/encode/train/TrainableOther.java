package org.fovea.encode.train;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.family.Carrier;

/** The frame of a pair that no network draws, differentiable: the drawn one, moved, or a carrier. */
final class TrainableOther {
    private final Optional<TrainableCarrier> carrier;
    private final TrainableWarp warp;
    private final int carrierTensors;
    private final boolean wanted;

    /**
     * For pictures of a size.
     *
     * @param carrier empty where the drawn frame is moved
     * @param wanted whether the frame is wanted
     */
    TrainableOther(Optional<Carrier> carrier, int height, int width, boolean wanted) {
        this.carrier = carrier.map(layout -> new TrainableCarrier(layout, height, width));
        carrierTensors = carrier.map(Carrier::tensorCount).orElse(0);
        warp = new TrainableWarp(height, width);
        this.wanted = wanted;
    }

    /** Whether the frame is drawn. */
    boolean wanted() {
        return wanted;
    }

    /** Passes over the tensors of a carrier. */
    void skip(WeightCursor weights) {
        weights.skip(carrierTensors);
    }

    /**
     * What is drawn of a pair.
     *
     * @param picture that the network drew, float [1, 3, height, width]
     * @param weights at the first tensor of the family
     * @param pose float [1, n]; looked at only where the frame is wanted
     * @param second whether the picture is the second frame
     */
    TrainableRenderer.Drawing with(Tensor picture, WeightCursor weights, Tensor pose, boolean second) {
        Optional<Tensor> other = Optional.empty();
        if (wanted) {
            other = Optional.of(carrier.map(frame -> frame.of(weights.take(), weights.take(), pose))
                    .orElseGet(() -> warp.of(picture, pose)));
        }
        return TrainableRenderer.Drawing.of(picture, other, second, carrier.isEmpty());
    }
}
