package org.fovea.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.fovea.app.picture.MaskSheet.Tile;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskSheetTest {
    private static final MaskShape SHAPE = new MaskShape(20, 24, 32, 3);

    private static byte[] random(long seed) {
        byte[] ids = new byte[SHAPE.pixels()];
        Random random = new Random(seed);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) random.nextInt(3);
        }
        return ids;
    }

    @Test
    void a_single_frame_shows_every_pixel_enlarged() throws IOException {
        byte[] ids = random(1);
        Picture picture = MaskSheet.draw(SHAPE, List.of(new Tile("frame 0", ids)), 1, List.of());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.toPng()));
        assertThat(image.getWidth()).isEqualTo(picture.width()).isEqualTo(32 * 24 + 2 * 16);
        int left = 16;
        int top = 16 + 26;
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 32; x++) {
                int colour = Palette.colours().get(ids[y * 32 + x]);
                assertThat(image.getRGB(left + x * 24 + 3, top + y * 24 + 20) & 0xffffff)
                        .as("pixel %d, %d", x, y)
                        .isEqualTo(colour);
            }
        }
    }

    @Test
    void a_sheet_has_a_place_for_each_frame_and_captions() {
        List<Tile> tiles = List.of(
                new Tile("frame 0", random(1)), new Tile("frame 7", random(2)), new Tile("frame 19", random(3)));
        Picture picture = MaskSheet.draw(SHAPE, tiles, 2, List.of("road", "sky", "car"));
        assertThat(picture.width()).isEqualTo(2 * 320 + 12 + 2 * 16);
        int secondRow = 16 + 26 + 240 + 12 + 26;
        assertThat(picture.at(16 + 5, secondRow + 5)).isEqualTo(tiles.get(2).classIds()[0]);
        assertThat(picture.at(16 + 332 + 5, secondRow + 5)).isEqualTo(Palette.PAGE);
        long ink = 0;
        for (int y = 16; y < 34; y++) {
            for (int x = 16; x < 16 + 7 * 12; x++) {
                ink += picture.at(x, y) == Palette.INK ? 1 : 0;
            }
        }
        assertThat(ink).as("ink of the caption").isGreaterThan(100);
    }

    @Test
    void large_frames_are_reduced_by_a_whole_factor() {
        MaskShape large = new MaskShape(2, 1200, 1600, 2);
        byte[] ids = new byte[large.pixels()];
        Picture picture = MaskSheet.draw(large, List.of(new Tile("a", ids), new Tile("b", ids)), 2, List.of());
        assertThat(picture.width()).isEqualTo(2 * (1600 / 3) + 12 + 2 * 16);
    }

    @ParameterizedTest
    @CsvSource({"4096, 1", "1, 4096", "4096, 2", "1, 1", "100, 3000", "24, 32"})
    void extreme_frames_give_pictures_of_a_size_that_is_known_before(int height, int width) {
        MaskShape shape = new MaskShape(2, height, width, 2);
        Tile tile = new Tile("a", new byte[shape.pixels()]);
        for (List<Tile> tiles : List.of(List.of(tile), List.of(tile, tile))) {
            Picture picture = MaskSheet.draw(shape, tiles, 1, List.of());
            long known = MaskSheet.pixels(shape, tiles.size(), 1);
            assertThat((long) picture.width() * picture.height()).isBetween(known / 4, known);
            assertThat(known).isLessThan(10_000_000);
        }
        assertThat(MaskSheet.pixels(shape, 99 * 99, 99)).isGreaterThan(99L * 99 * shape.pixels() / 100);
    }

    @Test
    void frames_of_a_sheet_are_spread_over_the_clip() {
        assertThat(MaskSheet.spread(600, 12))
                .startsWith(0, 54)
                .endsWith(544, 599)
                .hasSize(12);
        assertThat(MaskSheet.spread(3, 12)).containsExactly(0, 1, 2);
        assertThat(MaskSheet.spread(9, 1)).containsExactly(0);
    }
}
