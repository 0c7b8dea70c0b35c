package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class SpecksTest {
    /** A digit a pixel. */
    static byte[] frame(String... rows) {
        byte[] frame = new byte[rows.length * rows[0].length()];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0');
        }
        return frame;
    }

    private static MaskShape shape(String... rows) {
        return new MaskShape(1, rows.length, rows[0].length(), 4);
    }

    @Test
    void small_regions_take_the_class_around_them() {
        String[] rows = {
            "0000000", //
            "0220110", //
            "0200110", //
            "0000030"
        };
        byte[] frame = frame(rows);
        new SmallRegions(shape(rows)).remove(frame, 4, new double[0]);
        // The region of four stays; the 3 touches one pixel of it and two zeros.
        assertThat(frame).isEqualTo(frame("0000000", "0000110", "0000110", "0000000"));
    }

    @Test
    void regions_of_a_class_that_counts_more_stay() {
        String[] rows = {"0000000", "0110220", "0000000"};
        byte[] frame = frame(rows);
        new SmallRegions(shape(rows)).remove(frame, 4, new double[] {0.9, 2, 1.9, 0});
        assertThat(frame).isEqualTo(frame("0000000", "0110000", "0000000"));
    }

    @Test
    void corners_do_not_connect_and_specks_in_specks_go_too() {
        String[] rows = {
            "000000", //
            "012200", //
            "010200", //
            "001000"
        };
        byte[] frame = frame(rows);
        new SmallRegions(shape(rows)).remove(frame, 5, new double[0]);
        assertThat(frame).containsOnly(0);
    }

    @Test
    void nothing_changes_where_nothing_is_small_or_there_is_nothing_else() {
        String[] rows = {"001", "001", "001"};
        byte[] frame = frame(rows);
        new SmallRegions(shape(rows)).remove(frame, 3, new double[0]);
        assertThat(frame).isEqualTo(frame(rows));
        byte[] one = new byte[9];
        new SmallRegions(shape(rows)).remove(one, 100, new double[0]);
        assertThat(one).containsOnly(0);
    }
}
