package org.fovea.codec.mask;

import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.BitChannel;
import org.jspecify.annotations.Nullable;

/**
 * Codes the frames of a tensor in order, in either direction. Walks every row and sends each pixel to one of two
 * models: {@link EasyPixels} where everything known around says "the same class again", which is nine pixels in ten,
 * and {@link HardPixels} elsewhere.
 */
final class FrameCoder {
    private final Scene scene;
    private final BitChannel channel;
    private final @Nullable PixelMeter meter;
    private final EasyPixels easy;
    private final HardPixels hard;
    private final long hardLimit;
    private long hardCount;

    /**
     * @param meter of what the bits were for, if any
     * @param hardLimit number of hard pixels that the stream announces
     */
    FrameCoder(Scene scene, BitChannel channel, @Nullable PixelMeter meter, HardPixels hard, long hardLimit) {
        this.scene = scene;
        this.channel = channel;
        this.hard = hard;
        this.meter = meter;
        this.hardLimit = hardLimit;
        easy = new EasyPixels(scene, channel);
    }

    long hardCount() {
        return hardCount;
    }

    /**
     * Codes the next frame.
     *
     * @param frame class ids row by row; read when encoding, filled when decoding
     * @throws FormatException if the coded stream is damaged
     */
    void code(byte[] frame) {
        scene.beginFrame();
        for (int y = 0; y < scene.height; y++) {
            codeRow(frame, y);
            scene.current.finishRow(y);
        }
        easy.endFrame();
        scene.endFrame();
        hard.endFrame();
    }

    private void codeRow(byte[] frame, int y) {
        Scene s = scene;
        s.y = y;
        byte[] cls = s.current.cls;
        int stride = s.stride;
        int begin = s.current.index(y, 0);
        int width = s.width;
        int source = y * width;
        int radius = s.current.radius;
        easy.beginRow(y, begin);
        int[] keys = easy.keys;
        int run = Plane.MARGIN;
        int x = 0;
        while (x < width) {
            int at = begin + x;
            int west = cls[at - 1] & 255;
            s.at = at;
            s.x = x;
            s.west = west;
            if (EasyPixels.isEasy(keys[x], run, radius, cls[at - stride] & 255, west)) {
                int length = easy.chunk(x);
                int same = easy.codeChunk(frame, source + x, length, run);
                for (int i = 0; i < same; i++) {
                    cls[at + i] = (byte) west;
                    frame[source + x + i] = (byte) west;
                }
                int from = x;
                x += same;
                run += same;
                if (same < length) {
                    byte other = (byte) easy.codeMiss(frame[source + x] & 255);
                    cls[at + same] = other;
                    frame[source + x] = other;
                    x++;
                    run = 1;
                }
                if (meter != null) {
                    meter.chunk(source + from, length, same);
                }
            } else {
                s.north = cls[at - stride] & 255;
                s.run = run;
                int value = codeHard(frame[source + x] & 255);
                cls[at] = (byte) value;
                frame[source + x] = (byte) value;
                if (meter != null) {
                    meter.pixel(source + x);
                }
                x++;
                run = value == west ? run + 1 : 1;
            }
        }
    }

    private int codeHard(int actual) {
        if (++hardCount > hardLimit) {
            if (channel.decodes()) {
                throw new FormatException(ClassMaskCoder.SECTION, channel.offset(), "more hard pixels than announced");
            }
            throw new IllegalArgumentException(ClassMaskCoder.CHANGED);
        }
        return hard.code(actual);
    }

    /** Model of the pixels near boundaries. It sees the {@link Scene} it was made for. */
    interface HardPixels {
        /** Codes the scene's current pixel. */
        int code(int actual);

        /** Called after the scene ended a frame: the frame just coded is now its {@code previous}. */
        default void endFrame() {}
    }
}
