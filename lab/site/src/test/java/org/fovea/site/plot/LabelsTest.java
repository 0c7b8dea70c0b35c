package org.fovea.site.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void never_lie_on_each_other_on_marks_or_outside() {
        Box area = new Box(0, 0, 600, 300);
        Labels labels = new Labels(area);
        Random random = new Random(7);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            points.add(new double[] {random.nextDouble(600), random.nextDouble(300)});
            labels.avoid(Box.around(points.getLast()[0], points.getLast()[1], 5));
        }
        List<Box> placed = new ArrayList<>();
        points.forEach(point -> labels.place(point[0], point[1], "crf 33 → 34")
                .map(Labels.Placed::box)
                .ifPresent(placed::add));
        assertThat(placed).hasSizeGreaterThan(15);
        for (Box box : placed) {
            assertThat(area.holds(box)).isTrue();
            assertThat(placed.stream().filter(other -> other != box && other.touches(box)))
                    .isEmpty();
            assertThat(points.stream()
                            .filter(point -> Box.around(point[0], point[1], 5).touches(box)))
                    .isEmpty();
        }
    }

    @Test
    void in_any_crowd_no_two_labels_and_no_two_leaders_meet() {
        Random random = new Random(11);
        for (int crowd = 0; crowd < 10; crowd++) {
            Box area = new Box(0, 0, 800, 360);
            Labels labels = new Labels(area);
            List<Labels.Placed> placed = new ArrayList<>();
            int leaders = 0;
            for (int i = 0; i < 150; i++) {
                // As on the first day of a lab: many points in one place.
                double x = 400 + 60 * random.nextGaussian();
                double y = Math.clamp(180 + 60 * random.nextGaussian(), 0, 360);
                labels.place(x, y, "0.6" + i + " channels 12 → 16").ifPresent(placed::add);
            }
            for (int i = 0; i < placed.size(); i++) {
                assertThat(area.holds(placed.get(i).box())).isTrue();
                leaders += placed.get(i).leader().isPresent() ? 1 : 0;
                for (int j = 0; j < placed.size(); j++) {
                    Labels.Placed one = placed.get(i);
                    Labels.Placed other = placed.get(j);
                    if (i == j) {
                        continue;
                    }
                    assertThat(one.box().touches(other.box())).isFalse();
                    one.leader().ifPresent(line -> {
                        assertThat(line.crosses(other.box())).isFalse();
                        other.leader()
                                .ifPresent(second ->
                                        assertThat(line.crosses(second)).isFalse());
                    });
                }
            }
            assertThat(placed).hasSizeGreaterThan(8);
            assertThat(leaders).isPositive();
        }
    }

    @Test
    void lines_that_cross_are_seen() {
        Labels.Leader line = new Labels.Leader(0, 0, 10, 10);
        assertThat(line.crosses(new Labels.Leader(0, 10, 10, 0))).isTrue();
        assertThat(line.crosses(new Labels.Leader(0, 1, 9, 10))).isFalse();
        assertThat(line.crosses(new Labels.Leader(20, 0, 20, 30))).isFalse();
        assertThat(line.crosses(new Box(4, 2, 2, 6))).isTrue(); // between the ends, which lie outside
        assertThat(line.crosses(new Box(6, 0, 3, 4))).isFalse();
    }

    @Test
    void a_label_without_room_is_told() {
        Labels labels = new Labels(new Box(0, 0, 40, 15));
        assertThat(labels.place(5, 7, "much too long for forty units")).isEmpty();
    }

    @Test
    void long_words_are_cut() {
        assertThat(Words.fit("a\n  b", 100)).isEqualTo("a b");
        String cut = Words.fit("x".repeat(5000), 120);
        assertThat(cut).endsWith("…");
        assertThat(Words.width(cut)).isLessThanOrEqualTo(120);
    }

    @Test
    void text_is_escaped() {
        Svg svg = new Svg();
        Mark.of("<script>alert(1)</script>\n\"two\" \u0000\uD800", "").draw(svg, new Svg());
        assertThat(svg.toString())
                .doesNotContain("<script")
                .doesNotContain("\u0000")
                .contains("&lt;script&gt;")
                .contains("&quot;two&quot;");
    }
}
