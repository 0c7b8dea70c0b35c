package org.fovea.evaluate.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class ClassPlacesTest {
    /** Class 1 fills the left columns of a picture of 16×12, class 0 the rest. */
    private static ClassPlaces left(int columns) {
        byte[] ids = new byte[16 * 12];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) (i % 16 < columns ? 1 : 0);
        }
        return ClassPlaces.of(new MaskTensor(new MaskShape(1, 12, 16, 3), ids));
    }

    @Test
    void clips_differ_by_the_part_of_the_picture_that_differs() {
        assertThat(left(4).distance(left(4))).isZero();
        assertThat(left(0).distance(left(16))).isCloseTo(1, within(1e-6));
        assertThat(left(4).distance(left(8))).isCloseTo(0.25, within(1e-6));
        assertThat(left(4).distance(left(5))).isCloseTo(1 / 16.0, within(1e-6)); // half of a cell's columns
    }

    @Test
    void the_mean_lies_between() {
        ClassPlaces mean = ClassPlaces.mean(List.of(left(0), left(16)));
        assertThat(mean.distance(left(0))).isCloseTo(0.5, within(1e-6));
        assertThat(mean.distance(left(16))).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void it_is_read_as_it_was_written_and_nothing_else_is() throws Exception {
        String json = left(5).json();
        assertThat(ClassPlaces.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(left(5));
        for (String other : List.of(
                "{",
                "{}",
                "[]",
                json.replace("\"classes\" : 3", "\"classes\" : 4"),
                json.replaceFirst("0\\.5", "1.5"))) {
            assertThatThrownBy(() -> ClassPlaces.read(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(FormatException.class);
        }
    }
}
