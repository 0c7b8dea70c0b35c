package org.fovea.cli.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * Archives of a few pixels and weights: the decoders of masks and weights learn while they decode, so the files of
 * {@code conformance/} leave a search a few inputs a second.
 */
final class TinyArchives {
    private static final int PAIRS = 2;
    private static final int HEIGHT = 8;
    private static final int WIDTH = 12;

    private TinyArchives() {}

    static List<Archive> all() {
        List<Archive> all = new ArrayList<>();
        for (MaskEffort effort : MaskEffort.values()) {
            ClassMaskCodec codec = new ClassMaskCodec(effort, null);
            all.add(ArchiveFile.encode(masks(3), codec));
            all.add(ArchiveFile.encode(masks(20), codec));
            all.add(ArchiveFile.encode(masks(3), codec.withRestarts(1)));
        }
        all.add(drawn(ColourFamily.ID, List.of(1, 1)));
        all.add(drawn(CompactFamily.ID, List.of(1, 1, 1, 1, 1, 1, 2)));
        all.add(drawn(CompactFamily.ID, List.of(3, 1, 2, 1, 2, 2, 1)));
        return all;
    }

    private static MaskTensor masks(int classes) {
        byte[] ids = new byte[PAIRS * HEIGHT * WIDTH];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) ((i % WIDTH / 3 + i / (4 * WIDTH)) % classes);
        }
        return new MaskTensor(new MaskShape(PAIRS, HEIGHT, WIDTH, classes), ids);
    }

    private static Archive drawn(int family, List<Integer> parameters) {
        MaskTensor masks = masks(3);
        ArchiveHeader header = new ArchiveHeader(WIDTH, HEIGHT, masks.shape(), family, parameters);
        Random random = new Random(1);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            tensors.add(tensor(spec, tensors.size() % 4, random));
        }
        RendererContent content = new RendererContent(
                header,
                new RendererContent.Source.Masks(masks),
                new WeightSet(tensors),
                PoseTrack.none(PAIRS),
                Optional.empty(),
                Optional.empty());
        return ArchiveFile.encode(content, new ClassMaskCodec());
    }

    /** Every way to write numbers in turn. */
    private static QuantisedTensor tensor(TensorSpec spec, int way, Random random) {
        int count = spec.count();
        short tenth = Float.floatToFloat16(0.1f);
        if (way == 0) {
            byte[] codes = new byte[count];
            random.nextBytes(codes);
            for (int i = 0; i < count; i++) {
                codes[i] &= 15;
            }
            short[] scales = new short[Math.ceilDiv(count, 32)];
            Arrays.fill(scales, tenth);
            return new Fp4Tensor(spec.name(), spec.shape(), 32, codes, scales);
        }
        if (way == 3) {
            short[] halves = new short[count];
            for (int i = 0; i < count; i++) {
                halves[i] = Float.floatToFloat16((float) random.nextGaussian());
            }
            return new HalfTensor(spec.name(), spec.shape(), halves);
        }
        int ranges = way == 1 ? 1 : spec.shape().getFirst();
        short[] numbers = new short[ranges];
        Arrays.fill(numbers, tenth);
        int bits = way == 1 ? 4 : 6;
        return new CodedTensor(
                spec.name(),
                spec.shape(),
                bits,
                numbers,
                numbers,
                random.ints(count, 0, 1 << bits).toArray());
    }
}
