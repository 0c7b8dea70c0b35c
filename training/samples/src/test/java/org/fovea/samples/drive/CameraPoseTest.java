package org.fovea.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Test;

class CameraPoseTest {
    private static final FrameSize SIZE = new FrameSize(640, 480);

    @Test
    void ground_and_pixel_are_each_others_inverse() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            CameraPose camera = new CameraPose(
                    100 * random.nextGaussian(),
                    1 + random.nextDouble(),
                    100 * random.nextGaussian(),
                    random.nextGaussian(),
                    0.1 * random.nextGaussian(),
                    0.1 * random.nextGaussian());
            double x = 640 * random.nextDouble();
            double y = 400 + 80 * random.nextDouble();
            double[] place = DriveFlow.ground(camera, SIZE, x, y);
            if (place != null) {
                double[] back = DriveFlow.pixel(camera, SIZE, place[0], place[1]);
                assertThat(back[0]).isCloseTo(x, within(1e-6));
                assertThat(back[1]).isCloseTo(y, within(1e-6));
            }
        }
    }

    @Test
    void each_number_of_a_motion_means_what_it_says() {
        CameraPose start = new CameraPose(10, 1.5, 20, 0, 0, 0);
        assertMotion(start.motionTo(new CameraPose(10, 1.5, 21, 0, 0, 0)), 1, 0, 0, 0, 0, 0);
        assertMotion(start.motionTo(new CameraPose(11, 1.5, 20, 0, 0, 0)), 0, 1, 0, 0, 0, 0);
        assertMotion(start.motionTo(new CameraPose(10, 1.7, 20, 0, 0, 0)), 0, 0, 0.2, 0, 0, 0);
        assertMotion(start.motionTo(new CameraPose(10, 1.5, 20, 0.3, 0.1, 0.2)), 0, 0, 0, 0.1, 0.3, 0.2);
        CameraPose east = new CameraPose(10, 1.5, 20, Math.PI / 2, 0, 0);
        assertMotion(east.motionTo(new CameraPose(12, 1.5, 20, Math.PI / 2, 0, 0)), 2, 0, 0, 0, 0, 0);
    }

    private static void assertMotion(EgoMotion motion, double... wanted) {
        double[] values = motion.values();
        for (int i = 0; i < 6; i++) {
            assertThat(values[i]).as(EgoMotion.NAMES.get(i)).isCloseTo(wanted[i], within(1e-12));
        }
    }

    /** The motion alone, applied to a place, must agree with both cameras' own projections. */
    @Test
    void a_motion_joins_two_cameras_exactly() {
        Random random = new Random(2);
        int followed = 0;
        for (int i = 0; i < 2000; i++) {
            CameraPose first = new CameraPose(
                    random.nextGaussian(),
                    1.4,
                    random.nextGaussian(),
                    random.nextGaussian(),
                    0.05 * random.nextGaussian(),
                    0.05 * random.nextGaussian());
            CameraPose second = new CameraPose(
                    first.east() + StrictMath.sin(first.yaw()) + 0.1 * random.nextGaussian(),
                    1.4 + 0.05 * random.nextGaussian(),
                    first.north() + StrictMath.cos(first.yaw()) + 0.1 * random.nextGaussian(),
                    first.yaw() + 0.05 * random.nextGaussian(),
                    0.05 * random.nextGaussian(),
                    0.05 * random.nextGaussian());
            double[] place = DriveFlow.ground(second, SIZE, 640 * random.nextDouble(), 380 + 60 * random.nextDouble());
            if (place == null) {
                continue;
            }
            double[] in = DriveFlow.pixel(second, SIZE, place[0], place[1]);
            double[] was = DriveFlow.pixel(first, SIZE, place[0], place[1]);
            double[] followedTo = DriveFlow.cameFrom(SIZE, first, first.motionTo(second), in[0], in[1]);
            assertThat(followedTo[0]).isCloseTo(was[0], within(1e-6));
            assertThat(followedTo[1]).isCloseTo(was[1], within(1e-6));
            followed++;
        }
        assertThat(followed).isGreaterThan(1500);
    }
}
