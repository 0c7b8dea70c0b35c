package org.fovea.encode.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneGeometryTest {
    private static final MaskShape SHAPE = new MaskShape(6, 192, 256, 3);

    /** A road with three lane lines that meet in a point; the car moves a little to the side from frame to frame. */
    private static MaskTensor road(int column, int row) {
        byte[] ids = new byte[(int) SHAPE.total()];
        for (int frame = 0; frame < SHAPE.frames(); frame++) {
            for (int y = row + 4; y < SHAPE.height(); y++) {
                for (int x = 0; x < SHAPE.width(); x++) {
                    double across = (x + 0.5 - column) / (y + 0.5 - row) + 0.05 * frame;
                    boolean line = Math.abs(across - Math.rint(across)) < 0.06;
                    int id = Math.abs(across) > 1.5 ? 0 : line ? 2 : 1;
                    ids[frame * SHAPE.pixels() + y * SHAPE.width() + x] = (byte) id;
                }
            }
        }
        return new MaskTensor(SHAPE, ids);
    }

    @ParameterizedTest
    @CsvSource({"128, 90", "100, 70", "160, 110"})
    void finds_where_lines_meet_and_where_nothing_changes(int column, int row) {
        LatentFamily.Geometry found = SceneGeometry.of(road(column, row), 4);
        assertThat(found.column()).isBetween(column - 4, column + 4);
        assertThat(found.row()).isBetween(row - 4, row + 4);
        // Cells of four pixels, counted from 1, and a twenty-fourth of the picture as a margin.
        assertThat(found.firstRow()).isEqualTo((row + 4 - 8) / 4 + 1);
    }

    @Test
    void gives_something_for_masks_of_noise_and_of_one_class() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] noise = new byte[(int) SHAPE.total()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt(3);
        }
        LatentFamily.Geometry found = SceneGeometry.of(new MaskTensor(SHAPE, noise), 4);
        assertThat(found.firstRow()).isEqualTo(1);
        LatentFamily.Geometry flat = SceneGeometry.of(new MaskTensor(SHAPE, new byte[noise.length]), 4);
        assertThat(flat.firstRow()).isEqualTo(1);
        assertThat(flat.column()).isBetween(1, SHAPE.width());
        assertThat(flat.row()).isBetween(1, SHAPE.height());
    }
}
