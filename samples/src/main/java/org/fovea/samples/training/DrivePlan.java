package org.fovea.samples.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.TimeOfDay;

/**
 * Which drives to draw pairs of frames from.
 *
 * @param drives each with as many frames as are needed
 * @param pairs pairs from each drive
 * @param skipped frames between two pairs, so that they differ
 */
record DrivePlan(List<DriveSettings> drives, int pairs, int skipped) {
    /** Seeds from here on are for held-out drives only. */
    private static final long HELD_OUT = 1_000_000_000L;

    private static final int NIGHT_IN = 5;
    private static final int NIGHTS = 2;

    /**
     * Small frames mostly, because they are drawn quickly; a few large ones, because resizing makes those look harder.
     */
    private static final List<FrameSize> SIZES = List.of(
            new FrameSize(256, 192),
            new FrameSize(320, 240),
            new FrameSize(640, 480),
            new FrameSize(256, 192),
            new FrameSize(384, 288),
            new FrameSize(480, 270),
            new FrameSize(320, 240),
            new FrameSize(512, 384),
            new FrameSize(256, 192),
            new FrameSize(640, 480),
            new FrameSize(384, 216),
            new FrameSize(1164, 874));

    private static final List<FrameSize> SMALL_SIZES =
            List.of(new FrameSize(256, 192), new FrameSize(320, 240), new FrameSize(384, 288));

    /** Drives to train both networks on, two of five at night. */
    static DrivePlan training(int drives, int pairs, long seed) {
        return training(drives, pairs, seed, SIZES);
    }

    /**
     * More drives, for the pose network only: it sees nothing of a drive's colours, but learns its camera by heart
     * where there are few drives.
     */
    static DrivePlan motions(int drives, int pairs, long seed) {
        return training(drives, pairs, ~seed, SMALL_SIZES);
    }

    private static DrivePlan training(int drives, int pairs, long seed, List<FrameSize> sizes) {
        Random random = new Random(seed);
        DrivePlan plan = new DrivePlan(new ArrayList<>(), pairs, 14);
        for (int i = 0; i < drives; i++) {
            TimeOfDay time = i % NIGHT_IN < NIGHTS ? TimeOfDay.NIGHT : TimeOfDay.DAY;
            FrameSize size = sizes.get(i % sizes.size());
            plan.drives.add(new DriveSettings(size, plan.frames(), random.nextInt((int) HELD_OUT), time));
        }
        return plan;
    }

    /** Drives to measure on, of the demo's size, all at one time of the day. */
    static DrivePlan heldOut(int drives, int pairs, TimeOfDay time) {
        DrivePlan plan = new DrivePlan(new ArrayList<>(), pairs, 18);
        for (int i = 0; i < drives; i++) {
            long seed = HELD_OUT + 1000L * time.ordinal() + i;
            plan.drives.add(new DriveSettings(new FrameSize(640, 480), plan.frames(), seed, time));
        }
        return plan;
    }

    private long frames() {
        return (long) pairs * (2 + skipped);
    }

    /** All pairs of all drives. */
    int total() {
        return drives.size() * pairs;
    }
}
