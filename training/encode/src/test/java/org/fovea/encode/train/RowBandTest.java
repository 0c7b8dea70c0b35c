package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;

class RowBandTest {
    private static final MaskShape SHAPE = new MaskShape(2, 384, 16, 3);

    private static MaskTensor changing(int first, int end) {
        byte[] ids = new byte[(int) SHAPE.total()];
        Arrays.fill(ids, SHAPE.pixels() + first * SHAPE.width(), SHAPE.pixels() + end * SHAPE.width(), (byte) 2);
        return new MaskTensor(SHAPE, ids);
    }

    @Test
    void reaches_from_the_first_row_that_changes_to_the_last_with_a_margin() {
        assertThat(RowBand.of(changing(221, 384))).contains(new RowBand(192, 384));
        assertThat(RowBand.of(changing(179, 290))).contains(new RowBand(160, 320));
        assertThat(RowBand.of(changing(0, 100))).contains(new RowBand(0, 128));
    }

    @Test
    void is_none_where_nearly_everything_or_nothing_changes() {
        assertThat(RowBand.of(changing(60, 384))).isEmpty();
        assertThat(RowBand.of(changing(0, 0))).isEmpty();
    }

    @Test
    void lies_over_whole_rows_of_a_picture_or_none() {
        assertThat(new RowBand(192, 384).over(384, 540)).contains(new RowBand(270, 540));
        assertThat(new RowBand(160, 384).over(384, 540)).contains(new RowBand(225, 540));
        assertThat(new RowBand(160, 384).over(384, 874)).isEmpty();
    }
}
