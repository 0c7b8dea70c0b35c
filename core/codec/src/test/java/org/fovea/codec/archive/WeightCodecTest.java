package org.fovea.codec.archive;

import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.SyntheticNetworks;
import org.fovea.codec.weights.WeightCoder;
import org.fovea.codec.weights.WeightSet;

class WeightCodecTest extends SectionCodecContract<WeightSet> {
    WeightCodecTest() {
        super(SectionCodecs.WEIGHTS, "89bcab14f7ab1ab4", header(6));
    }

    @Override
    List<Sample<WeightSet>> samples() {
        return List.of(
                new Sample<>(
                        "small",
                        header(4),
                        new WeightSet(SyntheticNetworks.trained(header(4).tensors(), 0.4, 1))),
                new Sample<>(
                        "wild",
                        header(4),
                        new WeightSet(SyntheticNetworks.weird(header(4).tensors(), new SplittableRandom(8)))));
    }

    /**
     * A family's smallest network still takes a tenth of a second to read: fewer rounds unless a number is asked for.
     */
    @Override
    int mutations() {
        return Integer.getInteger("fovea.fuzz", MUTATIONS / 20);
    }

    @Override
    int refusedTruncations() {
        return 90;
    }

    /** The largest square network that is not refused for its size alone; weights do not depend on the masks. */
    @Override
    ArchiveHeader hugeHeader() {
        int width = 2;
        while (weights(width + 2) <= WeightCoder.MAX_WEIGHTS) {
            width += 2;
        }
        return huge(width);
    }

    private static long weights(int width) {
        return huge(width).tensors().stream().mapToLong(TensorSpec::count).sum();
    }

    private static ArchiveHeader huge(int width) {
        return new ArchiveHeader(32, 24, new MaskShape(1_000_000, 4096, 4096, 5), 1, List.of(width, width, width));
    }

    /** Every byte of a stream of a few small tensors is tried in the coder's own test. */
    @Override
    int truncationStep() {
        return 211;
    }

    private static ArchiveHeader header(int c1) {
        return new ArchiveHeader(32, 24, new MaskShape(3, 8, 16, 5), 1, List.of(c1, 6, 4));
    }
}
