package org.fovea.app.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fovea.codec.mask.ClassMaskCoder;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/** What class masks cost, in bytes and in time, by their number of classes. */
public final class MaskTimes {
    private MaskTimes() {}

    /**
     * The measurement, a line for each split and effort.
     *
     * @param masks of a drive
     * @param frames of them that are coded, from the first one
     * @param classes numbers of classes to split theirs into, see {@link SplitClasses}
     */
    public static void run(
            MaskFrames masks, int frames, List<Integer> classes, List<MaskEffort> efforts, PrintStream out) {
        MaskTensor given = first(masks, Math.min(frames, masks.shape().frames()));
        MaskShape shape = given.shape();
        out.printf(
                Locale.ROOT,
                "%d frames of %d×%d; processor time of one thread%n",
                shape.frames(),
                shape.width(),
                shape.height());
        out.printf(
                Locale.ROOT,
                "%8s %-10s %5s %6s %10s %10s %10s%n",
                "classes",
                "split by",
                "used",
                "effort",
                "bytes",
                "encode s",
                "decode s");
        measure("-", given, efforts, out);
        for (int count : classes) {
            measure("region", SplitClasses.byRegion(given, count), efforts, out);
            measure("place", SplitClasses.byPlace(given, count), efforts, out);
        }
    }

    private static MaskTensor first(MaskFrames masks, int frames) {
        MaskShape all = masks.shape();
        byte[] ids = new byte[Math.multiplyExact(frames, all.pixels())];
        byte[] frame = new byte[all.pixels()];
        try (MaskReader reader = masks.open()) {
            for (int i = 0; i < frames && reader.next(frame); i++) {
                System.arraycopy(frame, 0, ids, i * frame.length, frame.length);
            }
        }
        return new MaskTensor(new MaskShape(frames, all.height(), all.width(), all.classes()), ids);
    }

    private static void measure(String split, MaskTensor masks, List<MaskEffort> efforts, PrintStream out) {
        boolean[] used = new boolean[MaskShape.MAX_CLASSES];
        int count = 0;
        for (byte id : masks.classIds()) {
            count += used[id & 0xff] ? 0 : 1;
            used[id & 0xff] = true;
        }
        for (MaskEffort effort : efforts) {
            long start = cpu();
            byte[] stream = ClassMaskCoder.encode(masks, effort, null);
            long encoded = cpu();
            byte[] back =
                    MaskTensor.of(ClassMaskCoder.decode(stream, masks.shape())).classIds();
            long decoded = cpu();
            if (!Arrays.equals(back, masks.classIds())) {
                throw new IllegalStateException("masks of " + masks.shape() + " did not come back");
            }
            out.printf(
                    Locale.ROOT,
                    "%8d %-10s %5d %6s %,10d %10.1f %10.1f%n",
                    masks.shape().classes(),
                    split,
                    count,
                    effort.name().toLowerCase(Locale.ROOT),
                    stream.length,
                    (encoded - start) * 1e-9,
                    (decoded - encoded) * 1e-9);
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
