package org.fovea.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PairSheetTest {
    @Test
    void a_tile_of_classes_shows_every_pixel_enlarged_under_its_caption() throws IOException {
        byte[] ids = new byte[24 * 32];
        Random random = new Random(1);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) random.nextInt(3);
        }
        FrameSheet.Tile tile = FrameSheet.Tile.ofClasses("frame 0", 32, 24, ids);
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(FrameSheet.draw(List.of(tile), 1, 24 * 32, 24 * 24)));
        int margin = 12;
        int line = 24;
        assertThat(image.getWidth()).isEqualTo(32 * 24 + 2 * margin);
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 32; x++) {
                assertThat(image.getRGB(margin + x * 24 + 3, margin + line + y * 24 + 20) & 0xffffff)
                        .as("pixel %d, %d", x, y)
                        .isEqualTo(Palette.ofClass(ids[y * 32 + x]));
            }
        }
        int page = image.getRGB(1, 1);
        int ink = 0;
        for (int y = margin; y < margin + line; y++) {
            for (int x = margin; x < margin + 7 * 12; x++) {
                ink += image.getRGB(x, y) == page ? 0 : 1;
            }
        }
        assertThat(ink).as("ink of the caption").isGreaterThan(100);
    }

    @Test
    void frames_of_a_sheet_are_spread_over_the_clip() {
        assertThat(PairSheet.spread(600, 12))
                .startsWith(0, 54)
                .endsWith(544, 599)
                .hasSize(12);
        assertThat(PairSheet.spread(3, 12)).containsExactly(0, 1, 2);
        assertThat(PairSheet.spread(9, 1)).containsExactly(0);
    }
}
