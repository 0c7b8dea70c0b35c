package org.fovea.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.fovea.evaluate.detection.AveragePrecision.Precision;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    private static final Offset<Double> EXACT = within(1e-12);

    /** Objects of 10×10 pixels side by side. */
    private static Box object(int category, int place) {
        return Box.label(category, 20 * place, 0, 10, 10, false);
    }

    private static Box found(int category, double score, int place) {
        return Box.found(category, (float) score, 20 * place, 0, 20 * place + 10, 10);
    }

    private static Precision of(List<Box> truth, List<Box> found) {
        AveragePrecision all = new AveragePrecision();
        all.add(truth, found);
        return all.precision();
    }

    private static double ap(List<Box> truth, List<Box> found) {
        Precision precision = of(truth, found);
        assertThat(precision.ap50()).isEqualTo(precision.ap());
        return precision.ap().orElseThrow();
    }

    @Test
    void the_same_boxes_are_perfect() {
        AveragePrecision all = new AveragePrecision();
        all.add(
                List.of(object(0, 0), object(0, 1), object(3, 2)),
                List.of(found(0, 0.9, 1), found(3, 0.8, 2), found(0, 0.01, 0)));
        all.add(List.of(), List.of());
        all.add(List.of(object(3, 0)), List.of(found(3, 0.3, 0)));
        assertThat(all.precision().ap50())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(1, EXACT));
        assertThat(all.precision().ap())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(1, EXACT));
        assertThat(all.frames()).isEqualTo(3);
        assertThat(all.truth()).isEqualTo(4);
    }

    /** Recall ends at a half: 51 of the 101 recalls 0, 0.01 … 1 are reached. */
    @Test
    void what_is_missed_is_lost() {
        assertThat(ap(List.of(object(0, 0), object(0, 1)), List.of(found(0, 0.9, 0))))
                .isEqualTo(51 / 101.0, EXACT);
        assertThat(ap(List.of(object(0, 0)), List.of())).isZero();
    }

    @Test
    void a_false_one_costs_where_it_is_surer() {
        List<Box> truth = List.of(object(0, 0));
        assertThat(ap(truth, List.of(found(0, 0.9, 5), found(0, 0.8, 0)))).isEqualTo(0.5, EXACT);
        assertThat(ap(truth, List.of(found(0, 0.9, 0), found(0, 0.8, 5)))).isEqualTo(1, EXACT);
        assertThat(ap(truth, List.of(found(1, 0.9, 0), found(0, 0.8, 0))))
                .as("a class without truth does not count")
                .isEqualTo(1, EXACT);
    }

    /** Equal scores stay in the order of the frames, and of a frame's boxes. */
    @Test
    void ties_stay_in_order() {
        List<Box> truth = List.of(object(0, 0));
        assertThat(ap(truth, List.of(found(0, 0.5, 5), found(0, 0.5, 0)))).isEqualTo(0.5, EXACT);
        assertThat(ap(truth, List.of(found(0, 0.5, 0), found(0, 0.5, 5)))).isEqualTo(1, EXACT);
        AveragePrecision frames = new AveragePrecision();
        frames.add(List.of(), List.of(found(0, 0.5, 0)));
        frames.add(truth, List.of(found(0, 0.5, 0)));
        assertThat(frames.precision().ap())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(0.5, EXACT));
    }

    @Test
    void without_truth_there_is_no_figure() {
        assertThat(of(List.of(), List.of(found(0, 0.9, 0)))).isEqualTo(new AveragePrecision().precision());
        assertThat(of(List.of(), List.of()).ap()).isEmpty();
    }

    /**
     * By hand: hits at ranks 1, 3, 5 of five have precisions 1, 2/3, 3/5 at recalls 1/3, 2/3, 1. Recalls 0 … 0.33 are
     * 34, 0.34 … 0.66 are 33, 0.67 … 1 are 34: (34 + 33·2/3 + 34·3/5) / 101. One of them is a second box on an object.
     */
    @Test
    void the_curve_is_interpolated_at_101_recalls() {
        List<Box> truth = List.of(object(0, 0), object(0, 1), object(0, 2));
        List<Box> found =
                List.of(found(0, 0.9, 0), found(0, 0.8, 0), found(0, 0.7, 1), found(0, 0.6, 7), found(0, 0.5, 2));
        assertThat(ap(truth, found)).isEqualTo((34 + 22 + 20.4) / 101, EXACT);
    }

    /** An overlap of 0.72 fits at 0.5, 0.55, 0.6, 0.65 and 0.7: five of ten. */
    @Test
    void ap_is_a_mean_over_overlaps() {
        Precision precision = of(List.of(object(0, 0)), List.of(Box.found(0, 0.9f, 0, 0, 10, 7.2)));
        assertThat(precision.ap50().orElseThrow()).isEqualTo(1, EXACT);
        assertThat(precision.ap().orElseThrow()).isEqualTo(0.5, EXACT);
    }

    @Test
    void a_box_takes_the_object_that_it_overlaps_most() {
        List<Box> truth = List.of(Box.label(0, 0, 0, 10, 10, false), Box.label(0, 2, 0, 10, 10, false));
        Box both = Box.found(0, 0.9f, 2, 0, 12, 10);
        assertThat(of(truth, List.of(both, Box.found(0, 0.8f, 0, 0, 10, 10)))
                        .ap()
                        .orElseThrow())
                .isEqualTo(1, EXACT);
        // Of equal overlaps the later one, as COCO's own program takes it; the next box takes what is left.
        assertThat(of(truth, List.of(both, both)).ap50().orElseThrow()).isEqualTo(1, EXACT);
    }

    /** The mean of 1 and 51/101. */
    @Test
    void classes_count_alike() {
        List<Box> truth = List.of(object(0, 0), object(7, 1), object(7, 2));
        assertThat(ap(truth, List.of(found(0, 0.9, 0), found(7, 0.9, 1)))).isEqualTo((1 + 51 / 101.0) / 2, EXACT);
    }

    @Test
    void what_is_found_in_a_crowd_is_neither_right_nor_wrong() {
        Box crowd = Box.label(0, 100, 0, 100, 100, true);
        List<Box> truth = List.of(crowd, object(0, 0));
        assertThat(ap(truth, List.of(found(0, 0.9, 6), found(0, 0.9, 7), found(0, 0.8, 0))))
                .isEqualTo(1, EXACT);
        assertThat(of(List.of(crowd), List.of()).ap()).isEmpty();
    }
}
