package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Distances against their definition, by walking. */
class SceneTest {
    private static final MaskShape SHAPE = new MaskShape(1, 30, 50, 3);

    @Test
    void distances_say_where_a_class_ends() {
        Random random = new Random(1);
        Scene scene = new Scene(SHAPE, 2);
        fill(scene, random);
        scene.endFrame();
        scene.beginFrame();
        for (int round = 0; round < 20_000; round++) {
            int y = random.nextInt(SHAPE.height());
            int x = random.nextInt(SHAPE.width());
            scene.west = random.nextInt(3);
            scene.north = random.nextInt(3);
            Plane plane = scene.previous;
            assertThat(scene.rowDistance(plane, plane.index(y, x))).isEqualTo(row(plane, y, x, scene.west));
            assertThat(scene.columnDistance(plane, plane.index(y, x))).isEqualTo(column(plane, y, x, scene.north));
        }
    }

    /** Blobs, so that runs have all lengths; right to the edges. */
    private static void fill(Scene scene, Random random) {
        Plane plane = scene.current;
        scene.beginFrame();
        for (int y = 0; y < SHAPE.height(); y++) {
            for (int x = 0; x < SHAPE.width(); x++) {
                int from = random.nextInt(6);
                int at = plane.index(y, x);
                plane.cls[at] = from == 0 || x == 0 && y == 0
                        ? (byte) random.nextInt(3)
                        : from < 4 && x > 0 || y == 0 ? plane.cls[at - 1] : plane.cls[at - plane.stride];
            }
            plane.finishRow(y);
        }
    }

    private static int row(Plane plane, int y, int x, int cls) {
        int at = plane.index(y, x);
        int right = plane.index(y, SHAPE.width() + Plane.MARGIN);
        if (plane.cls[at] == cls) {
            int n = 1;
            while (at + n < right && plane.cls[at + n] == cls) {
                n++;
            }
            return n;
        }
        int n = 1;
        while (n < 40 && plane.cls[at - n] != cls) {
            n++;
        }
        return 1 - n;
    }

    private static int column(Plane plane, int y, int x, int cls) {
        int at = plane.index(y, x);
        int n = 1;
        if (plane.cls[at] == cls) {
            while (y + n < SHAPE.height() + Plane.MARGIN && plane.cls[at + n * plane.stride] == cls) {
                n++;
            }
            return n;
        }
        while (n < 13 && plane.cls[at - n * plane.stride] != cls) {
            n++;
        }
        return 1 - n;
    }
}
