package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.score.CoarseEvaluators;
import org.fovea.codec.FrameSize;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.start.UnfitException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.selftest.Check;
import org.fovea.testkit.networks.TinyScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of networks says of compress is what compress says. */
class CompressChecksTest {
    private static final FrameSize SIZE = new FrameSize(80, 56);

    @TempDir
    private Path folder;

    /** One network that says no classes, from a file. */
    private EvaluatorPair place() throws Exception {
        TinyScript.save(
                folder.resolve("place.pt"),
                "return torch.flatten(torch.adaptive_avg_pool2d(torch.tanh(x * 0.01), [2, 2]), 1)");
        Path file = folder.resolve("place.yaml");
        Files.writeString(file, """
                networks:
                  - { torchscript: place.pt, input: 64x48, rgb: 0..255, distortion: cosine, weight: 50 }
                """);
        return EvaluatorSelection.open(file.toString());
    }

    @Test
    void latent_numbers_and_video_serve_an_objective_without_a_segmentation_network() throws Exception {
        try (EvaluatorPair networks = place()) {
            List<Check> checks = CompressChecks.of(networks, SIZE, 5);
            assertThat(checks.getFirst().measured()).isEqualTo("pictures of 64×48, frames of 80×56");
            assertThat(checks.getLast().measured())
                    .isEqualTo("fast, fast/latent, fast/video, standard, standard/latent, standard/video, best");
            assertThat(checks.getLast().explanation())
                    .contains("best/masks cannot be used: the objective has no segmentation network");
        }
    }

    private static Check profiles(EvaluatorPair networks) throws Exception {
        List<Check> checks = CompressChecks.of(networks, SIZE, 5);
        return checks.getLast();
    }

    @Test
    void an_objective_that_compress_refuses_is_told_with_the_profiles_that_serve_it() throws Exception {
        try (CoarseEvaluators networks = new CoarseEvaluators(SIZE.width(), SIZE.height())) {
            assertThat(profiles(networks).measured()).contains("fast/colours", "standard/video");
            EvaluatorPair sequence = new CoarseEvaluators(SIZE.width(), SIZE.height()) {
                @Override
                public boolean sequence() {
                    return true;
                }
            };
            Check refused = profiles(sequence);
            assertThat(refused.measured())
                    .contains("standard/latent, standard/masks", "standard/video")
                    .doesNotContain("colours");
            assertThat(refused.explanation())
                    .contains(
                            "fast/colours",
                            "cannot be used: the objective's frames are a sequence",
                            "--profile standard/latent or standard/video");
            PlanFit fit = new PlanFit(Profiles.find("fast/colours").plan(), sequence);
            assertThrown(UnfitException.class, fit::verifyNetworks);
        }
    }
}
