package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.fovea.evaluate.selftest.SelfTest;
import org.fovea.evaluate.selftest.SelfTestReport;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pair of real networks and the real drives, where they are at hand. */
class RealNetworksTest extends PairFiles {
    private static final int ROWS = 384;
    private static final int COLUMNS = 512;

    private ScriptPair open() throws IOException {
        Path roadseg = Shared.file("evaluators/roadseg.pt");
        Path egomotion = Shared.file("evaluators/egomotion.pt");
        return open("segmentation: { torchscript: %s, input: 512x384, rgb: 0..255, frame: second }\n"
                        .formatted(roadseg.toAbsolutePath())
                + "pose: { torchscript: %s, input: native, rgb: 0..255, frames: both }\n"
                        .formatted(egomotion.toAbsolutePath()));
    }

    /** Scores take numbers below 10⁻³⁸ as zero, other programs do not: the bits are the same, and so is every score. */
    @Test
    void answers_do_not_depend_on_numbers_that_are_too_small_to_matter() throws Exception {
        try (ScriptPair networks = open()) {
            FramePair pair = Shared.pairs("data/footage/solidWhiteRight.mp4", 1).getFirst();
            SegmentationEvaluator network = networks.segmentation();
            Supplier<float[]> logits = () -> {
                try (PointerScope scope = new PointerScope();
                        NoGradGuard guard = new NoGradGuard()) {
                    Tensor frames = Tensors.ofFrames(pair.size(), List.of(pair.second()));
                    return Tensors.floats(network.logits(network.prepare(frames)));
                }
            };
            AtomicReference<float[]> usual = new AtomicReference<>();
            Thread plain = new Thread(() -> {
                if (torch.get_num_threads() != 1) {
                    torch.set_num_threads(1);
                }
                usual.set(logits.get());
            });
            plain.start();
            plain.join();
            assertThat(TorchRuntime.scoring(logits)).isEqualTo(usual.get());
        }
    }

    @Test
    void road_and_lanes_are_where_they_are() throws IOException {
        try (ScriptPair pair = open()) {
            assertThat(pair.segmentation().classes()).isEqualTo(3);
            assertThat(pair.pose().outputs()).isEqualTo(6);
            for (FramePair frames : Shared.pairs("data/footage/comma_head32.mkv", 2)) {
                byte[] map = pair.segmentation().classMaps(frames);
                // A drive by night: the sky is background, the middle of the road ahead is drivable or a lane line.
                assertThat(share(map, 0, ROWS / 3, 0, COLUMNS, 0)).isEqualTo(1);
                assertThat(share(map, 210, 260, 220, 300, 1)).isGreaterThan(0.9);
                assertThat(share(map, 0, ROWS, 0, COLUMNS, 2)).isBetween(0.003, 0.03);
            }
        }
    }

    private static double share(byte[] map, int top, int bottom, int left, int right, int wanted) {
        int count = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                count += map[y * COLUMNS + x] == wanted ? 1 : 0;
            }
        }
        return (double) count / ((bottom - top) * (right - left));
    }

    /**
     * A picture that moves by 4 of 640 columns and 3 of 480 rows moves by 0.8 of 128 and 0.6 of 96. What the network
     * says of the vertical part of this picture's motion is less than half, 0.28.
     */
    @Test
    void motion_is_what_was_moved() throws IOException {
        FrameSize size = new FrameSize(640, 480);
        byte[] still = SyntheticPairs.of(size, 1, 4).getFirst().first();
        byte[] moved = still.clone();
        for (int y = 3; y < 480; y++) {
            for (int x = 4; x < 640; x++) {
                System.arraycopy(still, 3 * ((y - 3) * 640 + x - 4), moved, 3 * (y * 640 + x), 3);
            }
        }
        try (ScriptPair pair = open()) {
            float[] motion = pair.pose().pose(new FramePair(size, still, moved));

            assertThat((double) motion[0]).isCloseTo(0.8, within(0.15));
            assertThat((double) motion[3]).isBetween(0.15, 0.75);
            assertThat(pair.pose().pose(new FramePair(size, still, still))).containsOnly(0f);
        }
    }

    @Test
    @Tag("slow")
    void the_self_test_passes_on_real_footage() throws IOException {
        try (ScriptPair pair = open()) {
            List<FramePair> small = Shared.pairs("data/footage/solidWhiteRight.mp4", 2);

            SelfTestReport report = SelfTest.run(pair, small, 5, _ -> {});

            assertThat(report.checks())
                    .allSatisfy(
                            check -> assertThat(check.outcome()).as("%s", check).isEqualTo(Outcome.HOLDS));
            assertThat(report.checks()).hasSizeGreaterThan(20);
        }
    }
}
