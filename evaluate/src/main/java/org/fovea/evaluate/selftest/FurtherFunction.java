package org.fovea.evaluate.selftest;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;

/** The distortion of a further network, as training sees it. */
final class FurtherFunction implements PixelFunction {
    private final FurtherNetwork network;
    private final float[] reference;

    /** With the answer on {@code original} as the reference. */
    FurtherFunction(FurtherNetwork network, FramePair original) {
        this.network = network;
        this.reference = network.answer(original);
    }

    /** Numbers of the frames that a network looks at, 0 and 1. */
    static int[] frames(FurtherNetwork network) {
        return switch (network.view()) {
            case FIRST -> new int[] {0};
            case SECOND -> new int[] {1};
            case EVERY_FRAME, PAIRS, CONSECUTIVE -> new int[] {0, 1};
        };
    }

    @Override
    public String network() {
        return network.name();
    }

    @Override
    public List<String> frames() {
        return switch (network.view()) {
            case FIRST -> List.of("first frame");
            case SECOND -> List.of("second frame");
            case EVERY_FRAME, PAIRS, CONSECUTIVE -> List.of("first frame", "second frame");
        };
    }

    /** The pixels themselves: the network resizes and colours them where it compares. */
    @Override
    public Tensor prepared(Tensor pixels) {
        return pixels.mul(new Scalar(1.0));
    }

    @Override
    public Tensor distortion(Tensor prepared) {
        Tensor first = prepared.narrow(0, 0, 1);
        Tensor second = prepared.narrow(0, prepared.size(0) - 1, 1);
        return network.loss(Optional.empty(), first, second, reference).to(torch.ScalarType.Double);
    }
}
