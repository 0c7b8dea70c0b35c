package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.RestartableMasks;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InflaterTest {
    private static final int PAIRS = 9;
    private static final int FRAME = 21 * 33 * 3;

    @TempDir
    Path folder;

    static RendererContent content(int frames, TileActions tiles, RouterActions router) {
        MaskShape shape = new MaskShape(PAIRS, 12, 18, 5);
        ArchiveHeader header = new ArchiveHeader(33, 21, shape, QzsFamily.ID, List.of(8, 10, 6));
        RandomNetwork network = RandomNetwork.of(8, 10, 6, 12, 18, 5, new FrameSize(33, 21));
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            float[] values = network.weights().values(spec.name());
            short[] bits = new short[values.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToFloat16(values[i]);
            }
            tensors.add(new HalfTensor(spec.name(), spec.shape(), bits));
        }
        int[] codes = new int[PAIRS];
        Arrays.setAll(codes, i -> 100 + 30 * i);
        PoseTrack poses = new PoseTrack(PAIRS, 6, List.of(new PoseColumn(0, 1 / 512f, 20f, codes)));
        return new RendererContent(
                header,
                new Masks(shape, () -> {
                    int[] next = {0};
                    return frame -> {
                        System.arraycopy(network.mask(next[0]), 0, frame, 0, frame.length);
                        return next[0]++ < frames;
                    };
                }),
                new WeightSet(tensors),
                poses,
                Optional.ofNullable(tiles),
                Optional.ofNullable(router));
    }

    private record Masks(MaskShape shape, Supplier<MaskReader> opened) implements MaskFrames {
        @Override
        public MaskReader open() {
            return opened.get();
        }
    }

    private static final TileActions TILES =
            new TileActions(TileActions.QZS3, List.of(new TileAction(0, 3, 10), new TileAction(0, 5, 33)));
    private static final RouterActions ROUTER =
            new RouterActions(RouterActions.QZS3, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 0});

    private byte[] inflate(RendererContent content, InflateOptions options) throws Exception {
        Path file = folder.resolve("0.raw");
        new Inflater(content).run(options, new RawFileSink(file));
        return Files.readAllBytes(file);
    }

    @Test
    void raw_files_are_the_same_for_any_number_of_threads() throws Exception {
        RendererContent content = content(PAIRS, TILES, ROUTER);
        byte[] expected =
                inflate(content, InflateOptions.all(PAIRS).withThreads(1).withKernels(KernelChoice.SCALAR));
        assertThat(expected).hasSize(2 * PAIRS * FRAME);
        for (int threads : new int[] {2, 3, 20}) {
            assertThat(inflate(content, InflateOptions.all(PAIRS).withThreads(threads)))
                    .isEqualTo(expected);
        }
        RendererContent plain = content(PAIRS, null, null);
        assertThat(inflate(plain, InflateOptions.all(PAIRS))).isNotEqualTo(expected);
    }

    @Test
    void draws_what_the_renderer_draws() throws Exception {
        RendererContent content = content(PAIRS, TILES, ROUTER);
        byte[] file = inflate(content, InflateOptions.all(PAIRS));
        try (PairRenderer renderer =
                Renderers.open(content.header(), RendererWeights.of(content.weights()), 1, KernelChoice.AUTO)) {
            byte[] mask = new byte[content.header().masks().pixels()];
            byte[] frame1 = new byte[FRAME];
            byte[] frame2 = new byte[FRAME];
            try (MaskReader masks = content.masks().open()) {
                for (int pair = 0; masks.next(mask); pair++) {
                    FrameEdits edits = new FrameEdits(TILES.ofPair(pair), ROUTER.action(pair));
                    renderer.render(new PairInput.Mask(mask), content.poses().pose(pair), edits, frame1, frame2);
                    int at = 2 * pair * FRAME;
                    assertThat(Arrays.copyOfRange(file, at, at + FRAME)).isEqualTo(frame1);
                    assertThat(Arrays.copyOfRange(file, at + FRAME, at + 2 * FRAME))
                            .isEqualTo(frame2);
                }
            }
        }
    }

    /** The same content with coded masks: restart points every two pairs. */
    private static RendererContent restartable(RendererContent content) {
        byte[] stream = RestartableMasks.encode(content.masks(), MaskEffort.FAST, 2, null);
        return content.withMasks(RestartableMasks.decode(stream, content.masks().shape()));
    }

    @Test
    void masks_with_restart_points_give_the_same_frames_for_all_threads_and_ranges() throws Exception {
        RendererContent plain = content(PAIRS, TILES, ROUTER);
        RendererContent restartable = restartable(plain);
        byte[] all = inflate(plain, InflateOptions.all(PAIRS));
        for (int threads : new int[] {1, 2, 3, 20}) {
            for (int first = 0; first < PAIRS; first += 3) {
                for (int end : new int[] {first + 1, Math.min(PAIRS, first + 4), PAIRS}) {
                    InflateOptions options =
                            InflateOptions.all(PAIRS).withPairs(first, end).withThreads(threads);
                    assertThat(inflate(restartable, options))
                            .as("pairs %d..%d, %d threads", first, end - 1, threads)
                            .isEqualTo(Arrays.copyOfRange(all, 2 * first * FRAME, 2 * end * FRAME));
                }
            }
        }
    }

    @Test
    void damage_of_a_segment_is_reported_and_ends_all_threads() throws Exception {
        RendererContent plain = content(PAIRS, TILES, ROUTER);
        byte[] stream = RestartableMasks.encode(plain.masks(), MaskEffort.FAST, 2, null);
        stream[stream.length - 1] ^= 1;
        RendererContent damaged =
                plain.withMasks(RestartableMasks.decode(stream, plain.masks().shape()));
        for (int threads : new int[] {1, 4}) {
            assertThrown(
                    FormatException.class,
                    () -> inflate(damaged, InflateOptions.all(PAIRS).withThreads(threads)),
                    "masks");
        }
        assertThat(inflate(damaged, InflateOptions.all(PAIRS).withPairs(0, 6).withThreads(4)))
                .isEqualTo(inflate(plain, InflateOptions.all(PAIRS).withPairs(0, 6)));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("fovea-masks"));
    }

    @Test
    void a_range_of_pairs_is_that_part_of_the_whole() throws Exception {
        RendererContent content = content(PAIRS, TILES, ROUTER);
        byte[] all = inflate(content, InflateOptions.all(PAIRS));
        List<Integer> progress = new ArrayList<>();
        byte[] part = inflate(
                content,
                InflateOptions.all(PAIRS).withPairs(3, 7).withThreads(3).withProgress(progress::add));
        assertThat(part).isEqualTo(Arrays.copyOfRange(all, 2 * 3 * FRAME, 2 * 7 * FRAME));
        assertThat(progress).containsExactly(1, 2, 3, 4);
        assertThrown(
                IllegalArgumentException.class,
                () -> inflate(content, InflateOptions.all(PAIRS).withPairs(3, PAIRS + 1)));
        assertThrown(
                IllegalArgumentException.class, () -> InflateOptions.all(PAIRS).withPairs(3, 3));
    }

    @Test
    void png_files_hold_the_frames_of_the_raw_file() throws Exception {
        RendererContent content = content(PAIRS, null, null);
        Path raw = folder.resolve("0.raw");
        InflateOptions first = InflateOptions.all(PAIRS).withPairs(0, 2);
        new Inflater(content).run(first, new RawFileSink(raw));
        new Inflater(content).run(first, new PngSink(folder.resolve("png"), true));
        assertThat(raw).hasSize(4 * FRAME);
        assertThat(folder.resolve("png")).isDirectoryContaining("glob:**p001_2.png");
        var image = ImageIO.read(folder.resolve("png/p000_1.png").toFile());
        assertThat(image.getWidth()).isEqualTo(33);
        assertThat(image.getHeight()).isEqualTo(21);
        byte[] bytes = Files.readAllBytes(raw);
        for (int y = 0; y < 21; y++) {
            for (int x = 0; x < 33; x++) {
                assertThat((byte) (image.getRGB(x, y) >> 16)).isEqualTo(bytes[3 * (y * 33 + x)]);
            }
        }
    }

    @Test
    void nothing_is_left_when_masks_are_damaged() throws Exception {
        Path file = folder.resolve("0.raw");
        Files.writeString(file, "older");
        for (int threads : new int[] {1, 3}) {
            RendererContent content = content(5, null, null);
            assertThrown(
                    FormatException.class,
                    () -> inflate(content, InflateOptions.all(PAIRS).withThreads(threads)),
                    "ends after 5 frames");
            assertThat(file).hasContent("older");
            assertThat(folder.toFile().listFiles()).containsExactly(file.toFile());
        }
    }

    @Test
    void nothing_is_left_when_the_sink_fails() throws Exception {
        RawFileSink file = new RawFileSink(folder.resolve("0.raw"));
        FrameSink failing = new FrameSink() {
            @Override
            public void begin(FrameSize size, int firstPair, int endPair) throws IOException {
                file.begin(size, firstPair, endPair);
            }

            @Override
            public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
                if (pair == 4) {
                    throw new IOException("full");
                }
                file.pair(pair, frame1, frame2);
            }

            @Override
            public void commit() throws IOException {
                file.commit();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
        assertThatThrownBy(() -> new Inflater(content(PAIRS, null, null)).run(InflateOptions.all(PAIRS), failing))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_that_cannot_fit_is_not_begun() {
        Path file = folder.resolve("0.raw");
        try (RawFileSink sink = new RawFileSink(file)) {
            assertThrown(
                    IOException.class, () -> sink.begin(new FrameSize(16384, 16384), 0, 40_000_000), "are free in");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_incomplete_file_is_not_committed() throws Exception {
        Path file = folder.resolve("0.raw");
        try (RawFileSink sink = new RawFileSink(file)) {
            sink.begin(new FrameSize(2, 2), 0, 2);
            sink.pair(0, new byte[12], new byte[12]);
            assertThrown(IOException.class, sink::commit);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void archives_that_cannot_be_drawn_are_refused() {
        RendererContent good = content(PAIRS, null, null);
        ArchiveHeader odd = new ArchiveHeader(33, 21, new MaskShape(PAIRS, 11, 18, 5), QzsFamily.ID, List.of(8, 10, 6));
        refused(good, odd, "even sizes");
        ArchiveHeader wider = new ArchiveHeader(33, 21, good.header().masks(), QzsFamily.ID, List.of(8, 12, 6));
        refused(good, wider, "has shape");
        ArchiveHeader huge =
                new ArchiveHeader(16384, 16384, new MaskShape(PAIRS, 4096, 4096, 5), QzsFamily.ID, List.of(8, 10, 6));
        // More than the heap has: the machine's fault, not the file's.
        assertThrown(NoRoomException.class, () -> inflate(withHeader(good, huge), InflateOptions.all(PAIRS)), "MiB");
        assertThrown(FormatException.class, () -> new Inflater(content(PAIRS, new TileActions(9, List.of()), null)));
        assertThrown(
                FormatException.class,
                () -> new Inflater(
                        content(PAIRS, new TileActions(TileActions.QZS3, List.of(new TileAction(1, 0, 0))), null)),
                "outside");
        assertThrown(
                FormatException.class,
                () -> new Inflater(
                        content(PAIRS, new TileActions(TileActions.QZS3, List.of(new TileAction(0, 0, 200))), null)));
        byte[] wild = new byte[PAIRS];
        wild[2] = 100;
        assertThrown(
                FormatException.class,
                () -> new Inflater(content(PAIRS, null, new RouterActions(RouterActions.QZS3, wild))));
    }

    @Test
    void classes_poses_and_weights_that_the_renderer_cannot_take_are_damage_and_name_their_section() {
        RendererContent good = content(PAIRS, null, null);
        assertDamage("masks", "frame 3: class 5 is not in 0..4", withMasks(good, 3, (byte) 5));
        assertDamage("masks", "frame 0: class 255 is not in 0..4", withMasks(good, 0, (byte) -1));
        PoseTrack shorter = new PoseTrack(PAIRS, 5, List.of());
        assertDamage("poses", "poses of 5 numbers, the renderer takes 6", good.withPoses(shorter));
        int[] codes = new int[PAIRS];
        codes[4] = 2;
        PoseTrack endless = new PoseTrack(PAIRS, 6, List.of(new PoseColumn(0, Float.MAX_VALUE, 20f, codes)));
        assertDamage("poses", "pose of pair 4 is not finite", good.withPoses(endless));
        List<QuantisedTensor> huge = new ArrayList<>();
        for (QuantisedTensor tensor : good.tensors()) {
            short[] bits = new short[QuantisedTensor.count(tensor.shape())];
            Arrays.fill(bits, Float.floatToFloat16(60000f));
            huge.add(new HalfTensor(tensor.name(), tensor.shape(), bits));
        }
        assertDamage("weights", "overflow", good.withTensors(huge));
    }

    private void assertDamage(String section, String message, RendererContent content) {
        refused(section, message, () -> inflate(content, InflateOptions.all(PAIRS)));
    }

    /** For damage of a section. */
    static void refused(String section, String message, ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        FormatException.class,
                        damage -> assertThat(damage.section()).isEqualTo(section))
                .hasMessageContaining(message);
    }

    /** One pixel of the mask of {@code pair} is {@code id}. */
    private static RendererContent withMasks(RendererContent good, int pair, byte id) {
        return good.withMasks(new Masks(good.masks().shape(), () -> {
            MaskReader reader = good.masks().open();
            int[] next = {0};
            return frame -> {
                boolean more = reader.next(frame);
                if (next[0]++ == pair) {
                    frame[frame.length - 1] = id;
                }
                return more;
            };
        }));
    }

    /** The file is not to blame for a mistake of ours: whatever else the renderer throws comes out as it is. */
    @Test
    void a_mistake_in_the_program_is_not_reported_as_damage() {
        for (RuntimeException mistake : List.of(
                new ArithmeticException("/ by zero"),
                new IllegalArgumentException("planes do not fit the layer"),
                new IndexOutOfBoundsException(7))) {
            Inflater inflater = new Inflater(content(PAIRS, TILES, ROUTER));
            PairRenderer failing = new FailingRenderer(mistake);
            byte[] mask = new byte[12 * 18];
            assertThatThrownBy(() -> inflater.draw(failing, 0, mask, new byte[FRAME], new byte[FRAME]))
                    .isSameAs(mistake);
        }
    }

    private record FailingRenderer(RuntimeException mistake) implements PairRenderer {
        @Override
        public void render(PairInput input, float[] pose, FrameEdits edits, byte[] frame1, byte[] frame2) {
            throw mistake;
        }

        @Override
        public void close() {}
    }

    private void refused(RendererContent good, ArchiveHeader header, String message) {
        assertThrown(
                FormatException.class, () -> inflate(withHeader(good, header), InflateOptions.all(PAIRS)), message);
    }

    private static RendererContent withHeader(RendererContent good, ArchiveHeader header) {
        MaskFrames masks = new Masks(header.masks(), () -> frame -> false);
        return new RendererContent(header, masks, good.weights(), good.poses(), Optional.empty(), Optional.empty());
    }
}
