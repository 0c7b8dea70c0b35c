package org.fovea.codec.mask;

import java.util.Optional;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;

/** Counts the pixels of a tensor that the easy-pixel model cannot take, and checks its class ids on the way. */
final class HardPixelCounter {
    private HardPixelCounter() {}

    /** Pixels of each class. */
    static long[] classes(MaskFrames frames) {
        MaskShape shape = frames.shape();
        byte[] frame = new byte[shape.pixels()];
        long[] counts = new long[shape.classes()];
        try (MaskReader reader = frames.open()) {
            for (int i = 0; reader.next(frame); i++) {
                checkClassIds(frame, i, shape);
                for (byte id : frame) {
                    counts[id & 255]++;
                }
            }
        }
        return counts;
    }

    /**
     * The number of hard pixels.
     *
     * @param used how the classes are numbered, where they are
     * @throws IllegalArgumentException if a class id is out of range or frames are missing
     */
    static long count(MaskFrames frames, int radius, Optional<UsedClasses> used) {
        MaskShape shape = frames.shape();
        Scene scene = new Scene(used.map(list -> list.numbered(shape)).orElse(shape), radius);
        EasyPixels easy = new EasyPixels(scene, BitChannel.to(new BinaryEncoder()));
        byte[] frame = new byte[shape.pixels()];
        long hard = 0;
        try (MaskReader reader = frames.open()) {
            for (int i = 0; i < shape.frames(); i++) {
                if (!reader.next(frame)) {
                    throw new IllegalArgumentException("only " + i + " of " + shape.frames() + " frames could be read");
                }
                checkClassIds(frame, i, shape);
                used.ifPresent(list -> list.number(frame));
                hard += countFrame(scene, easy, frame);
            }
        }
        return hard;
    }

    private static void checkClassIds(byte[] frame, int index, MaskShape shape) {
        for (byte stored : frame) {
            int id = stored & 255;
            if (id >= shape.classes()) {
                throw new IllegalArgumentException(
                        "class id " + id + " in frame " + index + " of a tensor of " + shape.classes() + " classes");
            }
        }
    }

    private static long countFrame(Scene scene, EasyPixels easy, byte[] frame) {
        long hard = 0;
        scene.beginFrame();
        for (int y = 0; y < scene.height; y++) {
            hard += countRow(scene, easy, frame, y);
            scene.current.finishRow(y);
        }
        scene.endFrame();
        return hard;
    }

    private static int countRow(Scene scene, EasyPixels easy, byte[] frame, int y) {
        byte[] cls = scene.current.cls;
        int begin = scene.current.index(y, 0);
        int radius = scene.current.radius;
        easy.beginRow(y, begin);
        int[] keys = easy.keys;
        int hard = 0;
        int run = Plane.MARGIN;
        for (int x = 0; x < scene.width; x++) {
            int at = begin + x;
            int west = cls[at - 1] & 255;
            hard += EasyPixels.isEasy(keys[x], run, radius, cls[at - scene.stride] & 255, west) ? 0 : 1;
            int value = frame[y * scene.width + x] & 255;
            cls[at] = (byte) value;
            run = value == west ? run + 1 : 1;
        }
        return hard;
    }
}
