package org.fovea.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.zip.CRC32;
import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyntheticDriveTest {
    private static final FrameSize SMALL = new FrameSize(160, 120);

    private static SyntheticDrive drive(FrameSize size, long frames, long seed, TimeOfDay time) {
        return new SyntheticDrive(new DriveSettings(size, frames, seed, time));
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /**
     * CRC-32 of the 40th frame and of its labels; only a change of what a drive looks like may change them, on any
     * machine.
     */
    @ParameterizedTest
    @CsvSource({
        "DAY, 1, 374564287, 999662840",
        "DAY, 2, 3970817384, 3014516011",
        "NIGHT, 1, 794831432, 999662840",
        "NIGHT, 3, 162359874, 1480678442",
    })
    void a_seed_draws_the_same_on_every_machine(TimeOfDay time, long seed, long frame, long labels) {
        SyntheticDrive drive = drive(SMALL, 40, seed, time);
        for (int i = 0; i < 39; i++) {
            drive.skip();
        }
        byte[] rgb = new byte[SMALL.rgbBytes()];
        assertThat(drive.next(rgb)).isTrue();
        assertThat(checksum(rgb)).isEqualTo(frame);
        assertThat(checksum(drive.labels())).isEqualTo(labels);
        assertThat(drive.next(rgb)).isFalse();
        assertThat(drive.skip()).isFalse();
    }

    @Test
    void skipped_frames_change_nothing_that_follows() {
        SyntheticDrive all = drive(SMALL, 12, 5, TimeOfDay.DAY);
        SyntheticDrive some = drive(SMALL, 12, 5, TimeOfDay.DAY);
        byte[] one = new byte[SMALL.rgbBytes()];
        byte[] other = new byte[SMALL.rgbBytes()];
        for (int i = 0; i < 12; i++) {
            assertThat(all.next(one)).isTrue();
            if (i % 3 != 2) {
                some.skip();
                continue;
            }
            assertThat(some.next(other)).isTrue();
            assertThat(other).isEqualTo(one);
            assertThat(some.labels()).isEqualTo(all.labels());
            assertThat(some.camera()).isEqualTo(all.camera());
            assertThat(some.motion()).isEqualTo(all.motion());
        }
    }

    @Test
    void labels_need_no_picture() {
        SyntheticDrive seen = drive(SMALL, 2, 9, TimeOfDay.NIGHT);
        SyntheticDrive unseen = drive(SMALL, 2, 9, TimeOfDay.NIGHT);
        byte[] rgb = new byte[SMALL.rgbBytes()];
        seen.next(rgb);
        unseen.skip();
        assertThat(unseen.labels()).isEqualTo(seen.labels());
    }

    @ParameterizedTest
    @EnumSource
    void drives_show_every_class_in_sensible_shares(TimeOfDay time) {
        long[] counts = new long[DriveClass.values().length];
        byte[] rgb = new byte[SMALL.rgbBytes()];
        for (int seed = 0; seed < 40; seed++) {
            SyntheticDrive drive = drive(SMALL, 30, seed, time);
            for (int i = 0; i < 29; i++) {
                drive.skip();
            }
            drive.next(rgb);
            for (byte label : drive.labels()) {
                counts[label]++;
            }
        }
        double pixels = 40.0 * SMALL.pixels();
        assertThat(counts[DriveClass.ROAD.ordinal()] / pixels).isBetween(0.2, 0.45);
        assertThat(counts[DriveClass.LANE_MARKING.ordinal()] / pixels).isBetween(0.005, 0.04);
        assertThat(counts[DriveClass.UNDRIVABLE.ordinal()] / pixels).isBetween(0.45, 0.7);
        assertThat(counts[DriveClass.MOVABLE.ordinal()] / pixels).isBetween(0.01, 0.1);
        assertThat(counts[DriveClass.OWN_CAR.ordinal()] / pixels).isBetween(0.03, 0.15);
    }

    @Test
    void nights_are_darker_and_noisier_and_nothing_is_flat() {
        for (int seed = 0; seed < 6; seed++) {
            double[] day = statistics(drive(SMALL, 1, seed, TimeOfDay.DAY));
            double[] night = statistics(drive(SMALL, 1, seed, TimeOfDay.NIGHT));
            assertThat(day[0]).as("mean by day").isBetween(70.0, 190.0);
            assertThat(night[0]).as("mean at night").isBetween(10.0, 80.0);
            assertThat(night[0]).isLessThan(0.7 * day[0]);
            assertThat(day[1]).as("difference of neighbours by day").isGreaterThan(0.8);
            assertThat(night[1]).as("difference of neighbours at night").isGreaterThan(1.2);
        }
    }

    /** Mean, and mean difference of pixels side by side in the sky's corner, where nothing stands. */
    private static double[] statistics(SyntheticDrive drive) {
        byte[] rgb = new byte[SMALL.rgbBytes()];
        drive.next(rgb);
        double sum = 0;
        for (byte value : rgb) {
            sum += value & 0xff;
        }
        double differences = 0;
        int count = 0;
        for (int i = 0; i < 3 * SMALL.width() - 3; i++) {
            differences += Math.abs((rgb[i] & 0xff) - (rgb[i + 3] & 0xff));
            count++;
        }
        return new double[] {sum / rgb.length, differences / count};
    }

    /**
     * Carries the labels of the ground from one frame to the next by the motion that the drive states. Paint and road
     * must land on paint and road; a wrong sign or unit in any of the six numbers moves them by more than a line is
     * wide.
     */
    @ParameterizedTest
    @CsvSource({"6", "7", "12", "34"})
    void the_stated_motion_carries_each_frames_paint_to_the_next_frames_paint(long seed) {
        FrameSize size = new FrameSize(640, 480);
        SyntheticDrive drive = drive(size, 60, seed, TimeOfDay.DAY);
        for (int i = 0; i < 50; i++) {
            drive.skip();
        }
        byte[] before = drive.labels();
        CameraPose first = drive.camera();
        drive.skip();
        byte[] after = drive.labels();
        double still = agreement(size, before, after, first, new EgoMotion(0, 0, 0, 0, 0, 0));
        double moved = agreement(size, before, after, first, drive.motion());
        assertThat(moved).isGreaterThan(0.92);
        assertThat(moved).isGreaterThan(still + 0.2);
    }

    /** Share of paint pixels of the second frame that were paint in the first, where the motion says they came from. */
    private static double agreement(FrameSize size, byte[] before, byte[] after, CameraPose first, EgoMotion motion) {
        int same = 0;
        int all = 0;
        for (int y = size.height() / 2; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                if (after[y * size.width() + x] != DriveClass.LANE_MARKING.id()) {
                    continue;
                }
                double[] from = DriveFlow.cameFrom(size, first, motion, x + 0.5, y + 0.5);
                if (from == null
                        || from[0] < 1
                        || from[1] < 1
                        || from[0] > size.width() - 1
                        || from[1] > size.height() - 1) {
                    continue;
                }
                byte was = before[(int) from[1] * size.width() + (int) from[0]];
                if (was == DriveClass.ROAD.id() || was == DriveClass.LANE_MARKING.id()) {
                    all++;
                    same += was == DriveClass.LANE_MARKING.id() ? 1 : 0;
                }
            }
        }
        assertThat(all).isGreaterThan(300);
        return (double) same / all;
    }

    @Test
    void another_size_shows_the_same_drive() {
        SyntheticDrive small = drive(SMALL, 20, 11, TimeOfDay.DAY);
        SyntheticDrive large = drive(new FrameSize(320, 240), 20, 11, TimeOfDay.DAY);
        for (int i = 0; i < 20; i++) {
            small.skip();
            large.skip();
            assertThat(large.camera()).isEqualTo(small.camera());
        }
        byte[] few = small.labels();
        byte[] many = large.labels();
        int same = 0;
        for (int i = 0; i < few.length; i++) {
            int y = i / SMALL.width();
            int x = i % SMALL.width();
            same += few[i] == many[2 * y * 320 + 2 * x] ? 1 : 0;
        }
        assertThat((double) same / few.length).isGreaterThan(0.96);
    }

    @Test
    void long_drives_go_on_smoothly() {
        SyntheticDrive drive = drive(new FrameSize(16, 16), 20_000, 77, TimeOfDay.NIGHT);
        drive.skip();
        for (int i = 1; i < 20_000; i++) {
            drive.skip();
            EgoMotion motion = drive.motion();
            assertThat(motion.forward()).isBetween(0.1, 1.8);
            assertThat(motion.right()).isCloseTo(0, within(0.12));
            assertThat(motion.yaw()).isCloseTo(0, within(0.03));
            assertThat(motion.pitch()).isCloseTo(0, within(0.05));
        }
    }

    @Test
    void odd_sizes_and_wrong_use() {
        FrameSize odd = new FrameSize(37, 23);
        SyntheticDrive drive = drive(odd, 1, 4, TimeOfDay.DAY);
        assertThatThrownBy(() -> drive.next(new byte[7])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(drive::labels).isInstanceOf(IllegalStateException.class);
        assertThat(drive.next(new byte[odd.rgbBytes()])).isTrue();
        assertThat(drive.labels()).hasSize(37 * 23);
        assertThatThrownBy(() -> new DriveSettings(new FrameSize(8, 64), 1, 1, TimeOfDay.DAY))
                .hasMessageContaining("at least 16×16");
        assertThatThrownBy(() -> new DriveSettings(SMALL, 0, 1, TimeOfDay.DAY)).hasMessageContaining("0 frames");
    }
}
