package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

class HnervRendererTest {
    private static final int HEIGHT = 90;
    private static final int WIDTH = 151;
    private static final int PAIRS = 3;
    private static final List<Integer> NUDGES = List.of(-1, 0, -1, 0, -1, 0);

    /** First half of the SHA-256 of the frames of {@link #content}: frames are part of the format. */
    private static final String GOLDEN = "3e1fe0a84dd2fdebab2ed35c8e651720";

    private static Layout layout(List<Integer> nudges) {
        return new Layout(3, 6, 1, 2, nudges);
    }

    private static RendererContent content(Layout layout, float size) {
        Random random = new Random(11);
        CodedShape shape = CodedShape.ofPictures(PAIRS, layout.height(), layout.width());
        ArchiveHeader header = new ArchiveHeader(WIDTH, HEIGHT, shape, HnervFamily.ID, layout.parameters());
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            byte[] codes = new byte[spec.count()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (byte) Math.clamp(Math.round(random.nextGaussian() * 40), -127, 127);
            }
            float step = size / 40 / (float) Math.sqrt(Math.max(1, spec.fanIn()));
            tensors.add(new SteppedTensor(spec.name(), spec.shape(), codes, step));
        }
        char[] codes = new char[PAIRS * layout.latents()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (char) random.nextInt(256);
        }
        LatentTrack latents = new LatentTrack(
                PAIRS,
                layout.latents(),
                codes,
                new float[] {-2, -1, -3},
                new float[] {1 / 64f, 1 / 128f, 1 / 50f},
                Optional.empty());
        byte[] edits = {0, 15, 2};
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents),
                new WeightSet(tensors),
                PoseTrack.none(PAIRS),
                Optional.empty(),
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
    }

    private static RendererContent content() {
        return content(layout(NUDGES), 2);
    }

    private static byte[][] draw(RendererContent content, int pair, FrameEdits edits, KernelChoice choice) {
        FrameSize size = content.header().frameSize();
        byte[][] frames = new byte[2][size.rgbBytes()];
        try (PairRenderer renderer =
                Renderers.open(content.header(), RendererWeights.of(content.weights()), 1, choice)) {
            renderer.render(
                    new PairInput.Latents(content.latents().values(pair)), new float[0], edits, frames[0], frames[1]);
        }
        return frames;
    }

    @Test
    void vectors_and_scalars_give_the_same_frames() {
        for (Layout layout : List.of(layout(NUDGES), new Layout(3, 17, 2, 3, Layout.STILL))) {
            RendererContent content = content(layout, 3);
            byte[][] scalar = draw(content, 1, FrameEdits.NONE, KernelChoice.SCALAR);
            byte[][] vector = draw(content, 1, FrameEdits.NONE, KernelChoice.VECTOR);
            assertThat(vector[0]).isEqualTo(scalar[0]);
            assertThat(vector[1]).isEqualTo(scalar[1]);
        }
    }

    @Test
    void frames_of_the_format_are_unchanged() throws Exception {
        for (int threads = 1; threads <= 3; threads += 2) {
            RendererContent content = ArchiveFile.open(
                            ArchiveFile.zipped(ArchiveFile.encode(content(), new ClassMaskCodec())))
                    .content();
            LatentRendererTest.Kept kept = new LatentRendererTest.Kept(new ArrayList<>());
            ArchiveInflater.of(content).run(InflateOptions.all(PAIRS).withThreads(threads), kept);
            MessageDigest digest = Sha256.digest();
            kept.frames().forEach(pair -> {
                digest.update(pair[0]);
                digest.update(pair[1]);
            });
            assertThat(Sha256.of(digest)).as("%d threads", threads).startsWith(GOLDEN);
        }
    }

    @Test
    void edits_change_the_first_frame_only() {
        RendererContent content = content();
        byte[][] plain = draw(content, 0, FrameEdits.NONE, KernelChoice.AUTO);
        for (int action = 1; action < 16; action++) {
            FrameEdits edits = new FrameEdits(List.of(), RouterActions.FIRST_FRAME, action);
            byte[][] edited = draw(content, 0, edits, KernelChoice.AUTO);
            assertThat(edited[0]).as("action %d", action).isNotEqualTo(plain[0]);
            assertThat(edited[1]).as("action %d", action).isEqualTo(plain[1]);
        }
        int row = 3 * WIDTH;
        byte[] rolled =
                draw(content, 0, new FrameEdits(List.of(), RouterActions.FIRST_FRAME, 15), KernelChoice.AUTO)[0];
        assertThat(rolled).startsWith(java.util.Arrays.copyOfRange(plain[0], plain[0].length - row, plain[0].length));
        assertThat(java.util.Arrays.copyOfRange(rolled, row, rolled.length))
                .isEqualTo(java.util.Arrays.copyOf(plain[0], plain[0].length - row));
    }

    @Test
    void numbers_that_overflow_are_an_error() {
        RendererContent content = content(layout(NUDGES), 1e37f);
        for (KernelChoice choice : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
            assertThrown(
                    FormatException.class, () -> draw(content, 0, FrameEdits.NONE, choice), "too large for a number");
        }
    }

    @Test
    void an_unknown_edit_or_another_size_is_refused() throws IOException {
        RendererContent good = content();
        byte[] edits = {0, 16, 0};
        RendererContent edited =
                good.withEdits(Optional.empty(), Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
        assertThrown(FormatException.class, () -> ArchiveInflater.of(edited));
        ArchiveHeader wide = new ArchiveHeader(
                WIDTH,
                HEIGHT,
                CodedShape.ofPictures(PAIRS, 64, 256),
                HnervFamily.ID,
                good.header().parameters());
        RendererContent other = new RendererContent(
                wide, good.source(), good.weights(), good.poses(), Optional.empty(), Optional.empty());
        assertThrown(
                FormatException.class,
                () -> ArchiveInflater.of(other)
                        .run(InflateOptions.all(PAIRS), new LatentRendererTest.Kept(new ArrayList<>())),
                "256×64");
    }
}
