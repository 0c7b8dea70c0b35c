package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Against the example in the challenge's README, line by line. */
class OfficialReportTest {
    @Test
    void the_layout_is_the_official_one() {
        ScoreResult result =
                Scores.of(Scores.even(600, 0.00946623, 0.38042614), 1200, OptionalLong.of(2_244_900), 0, "official");
        assertThat(OfficialReport.text(result, "out/report.txt")).isEqualTo("""
                === Evaluation config ===
                  batch_size: 1
                  device: cpu
                  evaluators: official, sha256 %s
                  num_threads: 2
                  prefetch_queue_depth: None
                  report: out/report.txt
                  seed: None
                  submission_dir: a.zip
                  uncompressed_dir: videos/0.mkv
                  video_names_file: None
                === Evaluation results over 600 samples ===
                  Average PoseNet Distortion: 0.38042614
                  Average SegNet Distortion: 0.00946623
                  Submission file size: 2,244,900 bytes
                  Original uncompressed size: 37,545,489 bytes
                  Compression Rate: 0.05979147
                  Final score: 100*segnet_dist + √(10*posenet_dist) + 25*rate = 4.39
                """.formatted("ab".repeat(32)));
    }

    @Test
    void networks_of_ones_own_are_named() {
        ScoreResult result = Scores.of(Scores.even(6, 0.01, 0.01), 12, OptionalLong.of(9), 0, "roadseg + egomotion");
        assertThat(OfficialReport.text(result, "r"))
                .contains("  evaluators: roadseg + egomotion, sha256 abab")
                .contains("not an official score")
                .contains("  Average pose distortion: 0.01000000\n  Average segmentation distortion: 0.01000000\n")
                .contains("  Original size: 37,545,489 bytes", "·rate = ")
                .doesNotContain("SegNet", "PoseNet", "uncompressed size");
    }

    @Test
    void rounding_is_that_of_the_exact_binary_value() {
        // 0.125 is exact: half to even gives 0.12; 0.0000000150 lies just below or above its decimal form.
        ScoreResult result = Scores.of(Scores.even(1, 0.00125, 0), 2, OptionalLong.of(1), 0, "official");
        assertThat(OfficialReport.text(result, "r"))
                .contains("SegNet Distortion: 0.00125000")
                .contains("= 0.13\n");
        assertThat(OfficialReport.text(
                        Scores.of(Scores.even(1, 0.5, 1.5e-8), 2, OptionalLong.of(1), 0, "official"), "r"))
                .contains("PoseNet Distortion: 0.00000001\n")
                .contains("= 50.00");
    }
}
