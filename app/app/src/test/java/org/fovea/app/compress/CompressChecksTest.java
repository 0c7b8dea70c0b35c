package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.app.score.CoarseEvaluators;
import org.fovea.codec.FrameSize;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.start.UnfitException;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.selftest.Check;
import org.junit.jupiter.api.Test;

/** What a check of networks says of compress is what compress says. */
class CompressChecksTest {
    private static final FrameSize SIZE = new FrameSize(80, 56);

    /** The same networks, shown a sequence. */
    private record Sequence(EvaluatorPair networks) implements EvaluatorPair {
        @Override
        public EvaluatorIdentity identity() {
            return networks.identity();
        }

        @Override
        public SegmentationEvaluator segmentation() {
            return networks.segmentation();
        }

        @Override
        public PoseEvaluator pose() {
            return networks.pose();
        }

        @Override
        public boolean sequence() {
            return true;
        }

        @Override
        public void close() {
            networks.close();
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
            EvaluatorPair sequence = new Sequence(networks);
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
