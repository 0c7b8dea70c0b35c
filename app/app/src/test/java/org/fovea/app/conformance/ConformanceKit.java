package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.latent.LatentCorrections;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;

/**
 * The archives of {@code conformance/}, made of numbers that follow from a seed: each is one of the section codecs,
 * renderer families, or choices within them that the program can write. {@code docs/conformance.md} says what is in
 * each.
 */
final class ConformanceKit {
    private static final int PAIRS = 4;
    private static final int HEIGHT = 48;
    private static final int WIDTH = 64;

    private ConformanceKit() {}

    /** Every file that the program writes today, by name. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        MaskTensor masks = masks(PAIRS, 5, 1);
        for (MaskEffort effort : MaskEffort.values()) {
            ClassMaskCodec codec = new ClassMaskCodec(effort, null);
            files.put(
                    "masks-" + word(effort) + ".fva",
                    ArchiveFile.encode(masks, codec).toBytes());
        }
        ClassMaskCodec fast = new ClassMaskCodec(MaskEffort.FAST, null);
        files.put(
                "masks-twenty-classes.fva",
                ArchiveFile.encode(masks(2, 20, 2), fast).toBytes());
        files.put(
                "masks-256-classes.fva",
                ArchiveFile.encode(masks(1, 256, 3), fast).toBytes());
        files.put(
                "masks-restarts.fva",
                ArchiveFile.encode(masks, fast.withRestarts(2)).toBytes());

        put(files, "qzs3.zip", qzs(List.of(8, 8, 8), OptionalLong.empty()));
        put(files, "qzs3-reduced.zip", qzs(List.of(8, 8, 8, 2), OptionalLong.empty()));
        put(files, "qzs3-seed.zip", qzs(List.of(8, 8, 8), OptionalLong.of(7)));
        put(files, "colours.zip", drawn(ColourFamily.ID, List.of(2, 3)));
        put(files, "compact.zip", drawn(CompactFamily.ID, List.of(8, 1, 4, 2, 3, 4, 2)));
        put(files, "compact-first.zip", drawn(CompactFamily.ID, List.of(4, 2, 8, 1, 2, 2, 1)));
        put(files, "compact-sequence.zip", drawn(CompactFamily.ID, List.of(4, 1, 8, 1, 2, 2, 3)));
        put(files, "hnerv.zip", hnerv());
        put(files, "latent.zip", latent(List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 2)));
        put(files, "latent-road.zip", latent(List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 1, 3, 32, 20)));
        put(files, "latent-sequence.zip", latent(List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 3)));
        RendererContent first = coded();
        byte[] base = BaseFile.encode(first);
        files.put("latent.base", base);
        put(files, "latent-base.zip", different(first, BaseFile.parse(base)));
        return files;
    }

    private static String word(MaskEffort effort) {
        return effort.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static void put(Map<String, byte[]> files, String name, RendererContent content) {
        Archive archive = ArchiveFile.encode(content, new ClassMaskCodec(MaskEffort.FAST, null));
        files.put(name, ArchiveFile.zipped(archive));
    }

    /** Stripes that widen and move, with a few specks. */
    private static MaskTensor masks(int frames, int classes, int seed) {
        Random random = new Random(seed);
        byte[] ids = new byte[frames * HEIGHT * WIDTH];
        for (int i = 0; i < ids.length; i++) {
            int frame = i / (HEIGHT * WIDTH);
            int row = i / WIDTH % HEIGHT;
            int column = i % WIDTH;
            int stripe = (column + 2 * frame + row / 3) * classes / (WIDTH + 2 * frames + HEIGHT / 3);
            ids[i] = (byte) (random.nextInt(150) == 0 ? random.nextInt(classes) : Math.min(stripe, classes - 1));
        }
        return new MaskTensor(new MaskShape(frames, HEIGHT, WIDTH, classes), ids);
    }

    /** Every encoding of numbers: FP4 blocks, halves, codes with one range and with one for each row. */
    private static WeightSet weights(List<TensorSpec> specs, OptionalLong seed) {
        Random random = new Random(4);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int index = 0; index < specs.size(); index++) {
            TensorSpec spec = specs.get(index);
            int count = spec.count();
            if (seed.isPresent()) {
                float[] initial = Initialisation.values(spec, index, seed.getAsLong());
                tensors.add(new HalfTensor(spec.name(), spec.shape(), halves(random, count, initial)));
            } else {
                tensors.add(
                        switch (index % 4) {
                            case 0 -> fp4(spec, random);
                            case 1 -> codes(spec, random, 6, 1);
                            case 2 -> codes(spec, random, 9, spec.shape().getFirst());
                            default ->
                                new HalfTensor(spec.name(), spec.shape(), halves(random, count, new float[count]));
                        });
            }
        }
        return new WeightSet(tensors, seed);
    }

    private static short[] halves(Random random, int count, float[] around) {
        short[] bits = new short[count];
        for (int i = 0; i < count; i++) {
            bits[i] = Float.floatToFloat16((float) (around[i] + 0.1 * random.nextGaussian()));
        }
        return bits;
    }

    private static QuantisedTensor fp4(TensorSpec spec, Random random) {
        byte[] codes = new byte[spec.count()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) random.nextInt(16);
        }
        short[] scales = new short[Math.ceilDiv(codes.length, 32)];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = Float.floatToFloat16(0.02f + 0.02f * random.nextFloat());
        }
        return new Fp4Tensor(spec.name(), spec.shape(), 32, codes, scales);
    }

    private static QuantisedTensor codes(TensorSpec spec, Random random, int bits, int ranges) {
        short[] minimums = new short[ranges];
        short[] steps = new short[ranges];
        for (int i = 0; i < ranges; i++) {
            minimums[i] = Float.floatToFloat16(-0.2f - 0.1f * random.nextFloat());
            steps[i] = Float.floatToFloat16(0.5f / (1 << bits));
        }
        int[] codes = new int[spec.count()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextInt(1 << bits);
        }
        return new CodedTensor(spec.name(), spec.shape(), bits, minimums, steps, codes);
    }

    private static PoseTrack poses(int dimensions) {
        List<PoseColumn> columns = new ArrayList<>();
        columns.add(new PoseColumn(0, 0.0625f, 0.5f, new int[] {1, 5, -2, 300}));
        if (dimensions > CompactFamily.POSE) {
            columns.add(new PoseColumn(CompactFamily.POSE, 0.5f, 0f, new int[] {2, 0, -3, 1}));
        }
        if (dimensions > 1) {
            columns.add(new PoseColumn(dimensions - 1, -0.001f, 0f, new int[] {-7, -7, -7, -7}));
        }
        return new PoseTrack(PAIRS, dimensions, columns);
    }

    private static RendererContent qzs(List<Integer> parameters, OptionalLong seed) {
        MaskTensor masks = masks(PAIRS, 5, 1);
        ArchiveHeader header = new ArchiveHeader(80, 56, masks.shape(), QzsFamily.ID, parameters);
        List<TileAction> ascending =
                List.of(new TileAction(0, 1, 7), new TileAction(0, 3, 7), new TileAction(2, 2, 90));
        List<TileAction> other = List.of(new TileAction(2, 2, 90), new TileAction(0, 3, 7));
        return new RendererContent(
                header,
                new RendererContent.Source.Masks(masks),
                weights(header.tensors(), seed),
                poses(header.poseDimensions()),
                Optional.of(new TileActions(TileActions.QZS3, seed.isPresent() ? other : ascending)),
                Optional.of(new RouterActions(RouterActions.QZS3, new byte[] {0, 3, 5, 0})));
    }

    private static RendererContent drawn(int family, List<Integer> parameters) {
        MaskTensor masks = masks(PAIRS, 5, 1);
        ArchiveHeader header = new ArchiveHeader(80, 56, masks.shape(), family, parameters);
        return new RendererContent(
                header,
                new RendererContent.Source.Masks(masks),
                weights(header.tensors(), OptionalLong.empty()),
                poses(header.poseDimensions()),
                Optional.empty(),
                Optional.of(new RouterActions(RouterActions.EDITS, new byte[] {0, 3, 97, 3})));
    }

    private static RendererContent hnerv() {
        List<Integer> parameters = List.of(3, 4, 1, 1, 17, 16, 15, 16, 16, 18);
        ArchiveHeader header =
                new ArchiveHeader(40, 30, CodedShape.ofPictures(PAIRS, 64, 64), HnervFamily.ID, parameters);
        Random random = new Random(5);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            byte[] codes = new byte[spec.count()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (byte) Math.max(-128, Math.min(127, Math.round(40 * random.nextGaussian())));
            }
            tensors.add(new SteppedTensor(spec.name(), spec.shape(), codes, 0.01f));
        }
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents(
                        PAIRS,
                        Optional.of(new LatentCorrections(100, new byte[] {-1, 0, 2, -1}, new byte[] {0, 5, -6, 0})))),
                new WeightSet(tensors),
                PoseTrack.none(PAIRS),
                Optional.empty(),
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, new byte[] {0, 1, 15, 8})));
    }

    private static LatentTrack latents(int rows, Optional<LatentCorrections> corrections) {
        char[] codes = {10, 200, 3000, 12, 203, 3100, 14, 190, 65535, 13, 199, 0, 11, 11, 11, 9, 8, 7, 6, 5, 4, 3, 2, 1
        };
        return new LatentTrack(
                rows,
                3,
                Arrays.copyOf(codes, 3 * rows),
                new float[] {-1, 0, -0.25f},
                new float[] {0.05f, 0.01f, 0.0001f},
                corrections);
    }

    /** Weights of a base: codes alone, one range or one for each row. */
    private static RendererContent coded() {
        RendererContent latent = latent(List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 2));
        Random random = new Random(6);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : latent.header().tensors()) {
            boolean rows = tensors.size() % 3 == 1;
            tensors.add(codes(
                    spec, random, 3 + tensors.size() % 4, rows ? spec.shape().getFirst() : 1));
        }
        return with(latent, new WeightSet(tensors));
    }

    /** Tensors that are the base's, that differ here and there, in some rows, in some columns, and everywhere. */
    private static RendererContent different(RendererContent first, BaseFile base) {
        Random random = new Random(7);
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (CodedTensor tensor : base.weights().tensors()) {
            int[] codes = tensor.codes().clone();
            int columns = codes.length / tensor.shape().getFirst();
            int kind = tensors.size() % 5;
            for (int i = 0; i < codes.length; i++) {
                boolean changes = switch (kind) {
                    case 0 -> false;
                    case 1 -> random.nextInt(10) == 0;
                    case 2 -> i / columns % 3 == 0;
                    case 3 -> i % columns % 4 == 1;
                    default -> true;
                };
                int top = (1 << tensor.bitsPerCode()) - 1;
                int size = (int) Math.round((kind == 1 ? 9 : 1.5) * random.nextGaussian());
                codes[i] = changes ? Math.clamp(codes[i] + size, 0, top) : codes[i];
            }
            tensors.add(new CodedTensor(
                    tensor.name(), tensor.shape(), tensor.bitsPerCode(), tensor.minimums(), tensor.steps(), codes));
        }
        return with(first, new WeightSet(tensors).on(base.weights()));
    }

    private static RendererContent with(RendererContent content, WeightSet weights) {
        return new RendererContent(
                content.header(), content.source(), weights, content.poses(), content.tiles(), content.router());
    }

    private static RendererContent latent(List<Integer> parameters) {
        ArchiveHeader header =
                new ArchiveHeader(80, 56, CodedShape.ofPictures(PAIRS, HEIGHT, WIDTH), LatentFamily.ID, parameters);
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents(header.latentRows(), Optional.empty())),
                weights(header.tensors(), OptionalLong.empty()),
                poses(header.poseDimensions()),
                Optional.empty(),
                Optional.of(new RouterActions(RouterActions.EDITS, new byte[] {0, 3, 97, 3})));
    }
}
