package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.NotedLog;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.start.Untrained;
import org.fovea.encode.train.ToyClip;
import org.fovea.encode.train.TrainSettings;
import org.fovea.encode.train.TrainStage;
import org.fovea.encode.train.TrainableRenderer;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Single pixels of a toy clip's masks, drawn by a renderer that was trained too little to draw them right. */
class PixelRoundsTest {
    private static Encoding trained;

    @BeforeAll
    static void train() throws Exception {
        trained = train(CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2), 70);
    }

    private static Encoding train(int family, List<Integer> parameters, int steps) throws Exception {
        TrainSettings settings = TestRuns.training(0, steps);
        RendererContent content = Untrained.content(ToyClip.truth(), family, parameters, 5);
        return new TrainStage(settings)
                .run(new Encoding(ToyClip.truth(), content), ToyClip.context(2, Checkpoint.none()));
    }

    private static MasksStage stage(int rounds) {
        return new MasksStage(
                new MasksSettings(0, List.of(), false, MaskEffort.FAST, new MasksSettings.Pixels(rounds)));
    }

    /** Bytes that cost next to nothing, so that wrong pixels decide. */
    private static StageContext context(int threads, Checkpoint checkpoint, EncodeLog log) {
        StageContext toy = ToyClip.context(threads, checkpoint);
        return StageContext.of(toy.clip(), toy.evaluators(), 10_000_000)
                .withThreads(threads)
                .withSeed(toy.seed())
                .withCheckpoint(checkpoint)
                .toldTo(log, (stage, done, total) -> {});
    }

    private static Measurement measure(Encoding encoding) throws InterruptedException {
        StageContext context = context(2, Checkpoint.none(), EncodeLog.none());
        ArchiveMeasure measure = ArchiveMeasure.of(context, encoding.truth());
        return measure.measure(
                encoding.archive(),
                ArchiveBytes.of(encoding.content(), MaskEffort.FAST, ProgressListener.NONE).length,
                measure.allPairs(),
                done -> {});
    }

    private static byte[] masks(Encoding encoding) {
        return MaskTensor.of(encoding.content().masks()).classIds();
    }

    @Test
    void flips_repair_what_is_seen_and_the_rows_say_how_many() throws Exception {
        NotedLog log = new NotedLog();
        Encoding after = stage(6).run(trained, context(2, Checkpoint.none(), log));
        Measurement from = measure(trained);
        Measurement to = measure(after);
        assertThat(to.score().total()).isLessThan(from.score().total());
        assertThat(to.mean().segmentation()).isLessThan(0.95 * from.mean().segmentation());
        assertThat(log.rows.getLast().get("segmentation")).isEqualTo(to.score().segmentation(), within(1e-9));
        double kept = log.rows.stream().mapToDouble(row -> row.get("kept")).sum();
        byte[] old = masks(trained);
        byte[] now = masks(after);
        int changed = 0;
        for (int i = 0; i < old.length; i++) {
            changed += old[i] == now[i] ? 0 : 1;
        }
        // A pixel that two rounds flip counts twice.
        assertThat(changed).isPositive().isLessThanOrEqualTo((int) kept);
        for (int i = 1; i < log.rows.size(); i++) {
            assertThat(log.rows.get(i).get("total"))
                    .isLessThanOrEqualTo(log.rows.get(i - 1).get("total"));
            assertThat(log.rows.get(i).get("tried")).isLessThanOrEqualTo(3 * 96);
        }
    }

    @Test
    void threads_and_kills_change_nothing() throws Exception {
        MasksStage stage = stage(3);
        byte[] whole = masks(stage.run(trained, context(1, Checkpoint.none(), EncodeLog.none())));
        assertThat(whole).isNotEqualTo(masks(trained));
        byte[] resumed = MemoryCheckpoint.killedAfterEachSave(
                3, checkpoint -> masks(stage.run(trained, context(3, checkpoint, EncodeLog.none()))));
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void what_did_not_pay_is_not_tried_again_unless_its_surroundings_change() {
        TriedFlips tried = new TriedFlips(new MaskShape(2, 20, 30, 3));
        Proposal far = flip(1, 5);
        Proposal near = flip(1, 15 * 30 + 17);
        Proposal paid = flip(1, 14 * 30 + 14);
        tried.learn(List.of(far, near), List.of());
        assertThat(tried.contains(1, 5, 2)).isTrue();
        assertThat(tried.contains(0, 5, 2)).isFalse();
        assertThat(tried.contains(1, 5, 1)).isFalse();
        tried.learn(List.of(paid), List.of(paid));
        assertThat(tried.contains(1, 14 * 30 + 14, 2)).isFalse();
        assertThat(tried.contains(1, 15 * 30 + 17, 2)).isFalse();
        assertThat(tried.contains(1, 5, 2)).isTrue();
    }

    private static Proposal flip(int pair, int pixel) {
        return new Proposal(pair, new int[] {pixel}, new byte[] {2});
    }

    @Test
    void inputs_of_networks_are_unfolded_into_pixels() {
        MaskShape shape = ToyClip.SHAPE;
        RendererContent content = Untrained.content(ToyClip.truth(), CompactFamily.ID, List.of(6, 1, 4, 1, 2, 2, 2), 5);
        TrainableRenderer trainable =
                TrainableRenderer.of(content.header(), false).orElseThrow();
        byte[] mask = MaskTensor.of(content.masks()).frame(1);
        float[] pixels = TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor input = trainable.input(mask).to(torch.ScalarType.Float);
                return Tensors.floats(trainable.ofPixels(input).orElseThrow().contiguous());
            }
        });
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            for (int id = 0; id < shape.classes(); id++) {
                assertThat(pixels[id * shape.pixels() + pixel]).isEqualTo(mask[pixel] == id ? 1 : 0);
            }
        }
    }

    @Test
    void renderers_without_slopes_are_refused() {
        RendererContent colours = Untrained.content(ToyClip.truth(), ColourFamily.ID, List.of(1, 1), 5);
        assertThrown(
                IllegalArgumentException.class,
                () -> stage(1).run(
                                new Encoding(ToyClip.truth(), colours),
                                context(1, Checkpoint.none(), EncodeLog.none())),
                "colours has no slopes");
        assertThatThrownBy(() -> new MasksSettings.Pixels(-1)).hasMessageContaining("pixel rounds -1");
    }
}
