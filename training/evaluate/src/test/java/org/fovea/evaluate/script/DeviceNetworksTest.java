package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.onnx.Models;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Networks by the ways of another device, on a second processor in name: the same answers and slopes. */
class DeviceNetworksTest extends PairFiles {
    /** Of a batch of two pairs. */
    private static void answersThere(EvaluatorPair pair) {
        List<float[]> here = answers(pair, Device.CPU);
        List<float[]> there = answers(pair, new Device(Device.Kind.CPU, 1));
        for (int i = 0; i < here.size(); i++) {
            assertThat(TinyNetworks.cosine(here.get(i), there.get(i))).isGreaterThan(0.99999);
        }
        assertThat(Device.current()).isEqualTo(Device.CPU);
    }

    private static List<float[]> answers(EvaluatorPair pair, Device device) {
        return device.run(() -> {
            try (PointerScope scope = new PointerScope()) {
                Tensor frames = frames(1);
                Tensor others = frames(2);
                Tensor logits = pair.segmentation().logits(pair.segmentation().prepare(frames));
                assertThat(logits.size(0)).isEqualTo(2);
                Tensor pose = pair.pose().pose(pair.pose().prepare(others, frames));
                logits.mul(logits).sum().add(pose.mul(pose).sum()).backward();
                return List.of(
                        Tensors.floats(logits),
                        Tensors.floats(pose),
                        Tensors.floats(frames.grad()),
                        Tensors.floats(others.grad()));
            }
        });
    }

    private static Tensor frames(int seed) {
        FramePair two = Shared.noise(seed, 80, 64);
        return Tensors.ofFrames(two.size(), List.of(two.first(), two.second())).set_requires_grad(true);
    }

    @Test
    void the_bundled_networks() {
        try (BundledEvaluators bundled = BundledEvaluators.load()) {
            answersThere(bundled);
        }
    }

    @Tag("slow")
    @Test
    void the_official_networks() {
        try (OfficialEvaluators official = OfficialEvaluators.pseudoRandom()) {
            answersThere(official);
        }
    }

    @Test
    void programs_in_torchscript_with_the_tensors_that_they_make_themselves() throws IOException {
        TinyNetworks.segmentation(folder);
        TinyNetworks.save(folder, "pose.pt", TinyNetworks.CHANNELS_POSE);
        try (ScriptPair pair = open("segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n"
                + "pose: { torchscript: pose.pt, input: 64x48, yuv6: 0..255, layout: channels }\n")) {
            answersThere(pair);
        }
    }

    /** Freezing forgets where gradients end, so that the program itself is moved. */
    @Test
    void programs_that_cannot_be_frozen() throws IOException {
        TinyNetworks.save(
                folder, "seg.pt", TinyNetworks.SEGMENTATION.replace("self.w)", "self.w + torch.ones([1]).detach())"));
        TinyNetworks.pose(folder);
        try (ScriptPair pair = open("segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n"
                + "pose: { torchscript: pose.pt, input: 64x48, rgb: 0..255 }\n")) {
            answersThere(pair);
        }
    }

    @Test
    void programs_in_onnx() throws IOException {
        Models.of(13, -1, 3, 48, 64)
                .number("contrast", 0.02)
                .node("Mul", "x contrast", "small")
                .floats("colours", 1, -0.5, 0.2, -0.3, 1, -0.6, -0.7, 0.1, 1)
                .longs("shape", 3, 3, 1, 1)
                .node("Reshape", "colours shape", "w")
                .node("Conv", "small w", "logits")
                .longs("order", 2, 0, 1)
                .node("Gather", "logits order", "y", "axis", 1)
                .write(folder.resolve("seg.onnx"));
        TinyNetworks.pose(folder);
        try (ScriptPair pair = open("segmentation: { onnx: seg.onnx, input: 64x48, rgb: 0..255 }\n"
                + "pose: { torchscript: pose.pt, input: 64x48, rgb: 0..255 }\n")) {
            answersThere(pair);
        }
    }
}
