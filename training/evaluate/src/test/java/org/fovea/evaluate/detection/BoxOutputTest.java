package org.fovea.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.detection.BoxOutput.Layout;
import org.junit.jupiter.api.Test;

class BoxOutputTest {
    private static final FrameSize INPUT = new FrameSize(64, 48);
    private static final FrameSize FRAME = new FrameSize(128, 48);

    @Test
    void corners_are_taken_as_they_are_and_stretched_to_the_frame() {
        float[] answer = {
            9, 9, 9, 9, 9, 9, /* */ 1, 2, 11, 12, 0.3f, 2, /* */ -5, 2, 70, 12, 0.9f, 1, /* */ 0, 0, 9, 9, 0, 0
        };
        BoxOutput output = BoxOutput.of(Layout.CORNERS, new long[] {1, 3, 6}, INPUT);
        assertThat(output.numbers()).isEqualTo(18);
        assertThat(output.boxes(answer, 6, FRAME))
                .containsExactly(Box.found(1, 0.9f, 0, 2, 128, 12), Box.found(2, 0.3f, 2, 2, 22, 12));
    }

    @Test
    void three_hundred_boxes_count_and_equal_scores_keep_their_order() {
        float[] answer = new float[6 * 400];
        for (int i = 0; i < 400; i++) {
            answer[6 * i + 2] = i;
            answer[6 * i + 4] = i < 200 ? 0.5f : 0.7f;
            answer[6 * i + 5] = i;
        }
        List<Box> boxes =
                BoxOutput.of(Layout.CORNERS, new long[] {1, 400, 6}, INPUT).boxes(answer, 0, FRAME);
        assertThat(boxes)
                .hasSize(300)
                .extracting(Box::category)
                .startsWith(200, 201)
                .endsWith(98, 99);
    }

    /** Four places of 10×10 at x = 10, 12, 11 and 40, two classes. */
    @Test
    void centres_are_thinned_within_a_class() {
        float[] answer = {
            10,
            12,
            11,
            40, // x
            20,
            20,
            20,
            20, // y
            10,
            10,
            10,
            10, // width
            10,
            10,
            10,
            10, // height
            0.5f,
            0.6f,
            0.7f,
            0.0009f, // class 0
            0.4f,
            0,
            0,
            0.9f // class 1
        };
        BoxOutput output = BoxOutput.of(Layout.CENTRES, new long[] {1, 6, 4}, INPUT);
        // 11 overlaps 10 and 12 by 9/11 and they fall; of class 1 there is another box at 10.
        assertThat(output.boxes(answer, 0, INPUT))
                .containsExactly(
                        Box.found(1, 0.9f, 35, 15, 45, 25),
                        Box.found(0, 0.7f, 6, 15, 16, 25),
                        Box.found(1, 0.4f, 5, 15, 15, 25));
        // By itself, 12 overlaps 10 by 8/12, which is less than 0.7.
        answer[16 + 2] = 0;
        assertThat(output.boxes(answer, 0, INPUT)).extracting(Box::score).containsExactly(0.9f, 0.6f, 0.5f, 0.4f);
    }

    @Test
    void answers_of_another_shape_are_no_boxes() {
        for (long[] shape : new long[][] {{1, 6}, {1, 6, 5}, {1, 2, 3, 6}}) {
            assertThrown(
                    IllegalArgumentException.class,
                    () -> BoxOutput.of(Layout.CORNERS, shape, INPUT),
                    "boxes: corners needs [1, N, 6]");
        }
        assertThrown(
                IllegalArgumentException.class,
                () -> BoxOutput.of(Layout.CENTRES, new long[] {1, 4, 9}, INPUT),
                "boxes: centres needs [1, 4 + classes, N]");
    }
}
