package org.fovea.testkit.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/** A renderer archive with everything in it that is drawn in a moment: a narrow network with random weights. */
public final class SmallArchive {
    /** Number of pairs. */
    public static final int PAIRS = 3;

    /** Bytes of one output frame. */
    public static final int FRAME_BYTES = 80 * 56 * 3;

    private SmallArchive() {}

    /** Everything that it says. */
    public static RendererContent content() {
        return content(QzsFamily.ID, List.of(8, 8, 8));
    }

    /** The same with a network of family {@code compact}. */
    public static RendererContent compact() {
        return content(CompactFamily.ID, List.of(8, 1, 4, 2, 3, 4, 2));
    }

    private static RendererContent content(int family, List<Integer> parameters) {
        MaskTensor masks = SmallMasks.draw(PAIRS, 48, 64, 4);
        ArchiveHeader header = new ArchiveHeader(80, 56, masks.shape(), family, parameters);
        int dimensions = header.poseDimensions();
        Random random = new Random(6);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            short[] bits = new short[spec.count()];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToFloat16((float) (random.nextGaussian() * 0.5));
            }
            tensors.add(new HalfTensor(spec.name(), spec.shape(), bits));
        }
        return new RendererContent(
                header,
                masks,
                new WeightSet(tensors),
                new PoseTrack(PAIRS, dimensions, List.of(new PoseColumn(0, 0.5f, 20, new int[] {1, 5, -2}))),
                Optional.of(new TileActions(TileActions.QZS3, List.of(new TileAction(1, 2, 7)))),
                Optional.of(new RouterActions(RouterActions.QZS3, new byte[] {0, 3, 5})));
    }

    /** The file. */
    public static byte[] file() {
        return file(content());
    }

    /** The file of other content. */
    public static byte[] file(RendererContent content) {
        return ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(MaskEffort.FAST, null)));
    }
}
