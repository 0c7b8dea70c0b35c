package org.fovea.app.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.video.scale.ScaleFilter;
import org.junit.jupiter.api.Test;

class AnchorSearchTest {
    private static final AnchorSettings BASE = new AnchorSettings(AnchorCodec.AV1, "4", 0, 100, ScaleFilter.LANCZOS);

    private final List<AnchorSettings> asked = new ArrayList<>();

    /** A bowl around a scale and a quality, a little lower for bicubic. */
    private static double score(AnchorSettings settings, double scale, double crf) {
        double away = 8 * Math.abs(Math.log(settings.scale() / scale))
                + Math.abs(settings.crf() - crf) / 6
                - (settings.filter() == ScaleFilter.BICUBIC ? 0.01 : 0);
        return 3 + away;
    }

    private List<AnchorSettings> search(AnchorPlan plan, double scale, double crf) throws Exception {
        asked.clear();
        return new AnchorSearch(BASE, plan, settings -> {
                    asked.add(settings);
                    return score(settings, scale, crf);
                })
                .run();
    }

    @Test
    void it_comes_near_the_best_settings_wherever_they_are() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            double scale = 25 + 70 * random.nextDouble();
            int crf = 25 + random.nextInt(38);
            List<AnchorSettings> points = search(new AnchorPlan(AnchorPlan.USUAL_SCALES, List.of(), 24), scale, crf);
            assertThat(points).as("%f %d", scale, crf).anyMatch(at -> score(at, scale, crf) < 3.6);
        }
    }

    @Test
    void it_asks_for_nothing_twice_and_for_no_more_than_the_plan_allows() throws Exception {
        AnchorPlan plan = new AnchorPlan(List.of(100, 50), List.of(30, 50), 7);
        List<AnchorSettings> points = search(plan, 61, 37);
        assertThat(asked).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(plan.maxPoints(AnchorCodec.AV1));
        assertThat(points).isEqualTo(asked);
        assertThat(asked.getLast().filter()).isEqualTo(ScaleFilter.BICUBIC);
        assertThat(search(new AnchorPlan(List.of(50), List.of(63), 0), 61, 37)).hasSize(1);
    }

    @Test
    void settings_stay_within_what_the_codec_has() throws Exception {
        search(new AnchorPlan(List.of(100), List.of(60, 63), 12), 300, 90);
        assertThat(asked).allMatch(settings -> settings.scale() <= 100 && settings.crf() <= 63);
        assertThatIllegalArgumentException().isThrownBy(() -> new AnchorPlan(List.of(0), List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnchorPlan(List.of(), List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AnchorPlan(List.of(50), List.of(64), 1));
        assertThat(new AnchorPlan(List.of(50), List.of(40, 60), 1).crfs(AnchorCodec.HEVC))
                .containsExactly(40);
    }

    @Test
    void coded_sizes_are_even_and_not_too_small() {
        assertThat(BASE.at(45, 1).codedSize(new FrameSize(961, 541))).isEqualTo(new FrameSize(432, 242));
        assertThat(BASE.at(100, 1).codedSize(new FrameSize(961, 541))).isEqualTo(new FrameSize(960, 540));
        assertThat(BASE.at(5, 1).codedSize(new FrameSize(640, 480))).isEqualTo(new FrameSize(64, 64));
    }
}
