package org.fovea.render.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void tile_deltas_follow_the_table() {
        assertThat(TileTable.SIZE).isEqualTo(108);
        assertThat(TileTable.delta(0)).containsExactly(2, 2, 2);
        assertThat(TileTable.delta(1)).containsExactly(-2, -2, -2);
        assertThat(TileTable.delta(11)).containsExactly(-16, -16, -16);
        assertThat(TileTable.delta(12)).containsExactly(2, 0, 0);
        assertThat(TileTable.delta(50)).containsExactly(4, 4, 0);
        assertThat(TileTable.delta(94)[2]).isEqualTo(16f);
        assertThat(TileTable.delta(94)[0]).isEqualTo((float) (16 * (-.35 / .45)));
        assertThat(TileTable.delta(107)).containsExactly(-16f, (float) (-16 * (.15 / .25)), (float) (16 * (.20 / .25)));
    }

    @Test
    void tiles_are_limited_to_the_range_and_to_the_frame() {
        float[] rgb = new float[40 * 70 * 3];
        TileTable.apply(new TileAction(5, 0, 10), rgb, 40, 70);
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            boolean inside = pixel / 70 >= 32 && pixel % 70 >= 64;
            assertThat(rgb[i]).isEqualTo(inside ? 16f : 0f);
        }
        TileTable.apply(new TileAction(5, 0, 11), rgb, 40, 70);
        TileTable.apply(new TileAction(5, 0, 11), rgb, 40, 70);
        assertThat(rgb).containsOnly(0f);
        assertThrown(
                IllegalArgumentException.class, () -> TileTable.apply(new TileAction(6, 0, 0), rgb, 40, 70), "tile 6");
    }

    @Test
    void router_actions_follow_the_table() {
        int[][] expected = {
            // action, frame, then what (100, 200, 250) and (1, 2, 3) become
            {0, 1, 100, 200, 250, 1, 2, 3},
            {1, 0, 100, 200, 250, 1, 2, 3},
            {1, 1, 100, 200, 247, 1, 2, 0},
            {2, 0, 100, 197, 250, 1, 0, 3},
            {2, 1, 100, 197, 250, 1, 0, 3},
            {3, 0, 98, 198, 248, 0, 0, 1},
            {4, 0, 100, 200, 250, 1, 2, 3},
            {4, 1, 99, 202, 254, 0, 0, 0},
            {5, 1, 103, 200, 250, 4, 2, 3},
            {6, 1, 100, 196, 250, 1, 0, 3},
            {7, 0, 96, 198, 250, 1, 2, 3},
        };
        for (int[] row : expected) {
            byte[] rgb = {100, (byte) 200, (byte) 250, 1, 2, 3};
            RouterTable.apply(row[0], row[1], rgb);
            for (int i = 0; i < rgb.length; i++) {
                assertThat(rgb[i] & 0xff).as("action %d, sample %d", row[0], i).isEqualTo(row[2 + i]);
            }
        }
    }

    /** The table is part of the format. */
    @Test
    void edits_are_as_ever() {
        byte[] all = new byte[EditTable.SIZE * 2 * 16 * 16 * 3];
        byte[] picture = new byte[16 * 16 * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) i;
        }
        for (int i = 0; i < 2 * EditTable.SIZE; i++) {
            byte[] rgb = picture.clone();
            EditTable.apply(i / 2, i % 2, rgb, 16);
            System.arraycopy(rgb, 0, all, i * rgb.length, rgb.length);
        }
        assertThat(Sha256.of(all)).isEqualTo("a840a32753e68ba0ee25f720cf7533a617f58af4daf35fd14b00ce738653be0d");
    }

    @Test
    void png_files_hold_the_picture() throws Exception {
        byte[] rgb = new byte[13 * 7 * 3];
        new Random(3).nextBytes(rgb);
        var image = ImageIO.read(new ByteArrayInputStream(PngWriter.rgb(rgb, 7, 13)));
        assertThat(image.getWidth()).isEqualTo(13);
        assertThat(image.getHeight()).isEqualTo(7);
        for (int i = 0; i < rgb.length; i++) {
            int colour = image.getRGB(i / 3 % 13, i / 3 / 13);
            assertThat((byte) (colour >> (16 - 8 * (i % 3)))).isEqualTo(rgb[i]);
        }
        assertThrown(IllegalArgumentException.class, () -> PngWriter.rgb(rgb, 7, 12));
    }
}
