package org.fovea.app.conformance;

import java.util.Arrays;

/** Class masks: docs/mask-coding.md §1 and §12, docs/mask-operations.md. */
final class PlainMasks {
    private final byte[] section;
    private final int frames;
    private final int height;
    private final int width;
    private final int classes;
    private int at;

    private PlainMasks(byte[] section, int frames, int height, int width, int classes) {
        this.section = section;
        this.frames = frames;
        this.height = height;
        this.width = width;
        this.classes = classes;
    }

    /** @return class ids: frames, rows, columns */
    static byte[] read(byte[] section, int codec, int frames, int height, int width, int classes) {
        PlainMasks masks = new PlainMasks(section, frames, height, width, classes);
        return codec == 1 ? masks.stream() : masks.segments();
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = section[at++] & 255;
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                return value;
            }
        }
    }

    private byte[] segments() {
        int interval = (int) number();
        int count = (frames + interval - 1) / interval;
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = (int) number();
        }
        byte[] all = new byte[frames * height * width];
        int from = at;
        for (int i = 0; i < count; i++) {
            int first = i * interval;
            byte[] part = read(
                    Arrays.copyOfRange(section, from, from + lengths[i]),
                    1,
                    Math.min(interval, frames - first),
                    height,
                    width,
                    classes);
            System.arraycopy(part, 0, all, first * height * width, part.length);
            from += lengths[i];
        }
        checkPadding(from);
        return all;
    }

    private void checkPadding(int from) {
        for (int i = from; i < section.length; i++) {
            PlainDecoder.check(section[i] == 0, "zeros behind the masks");
        }
    }

    private byte[] stream() {
        int effort = section[0] & 15;
        at = 1;
        long hard = number();
        int[] ids = null;
        PlainDecoder.check(section[0] >> 4 == (classes > 16 ? 2 : 1), "the version of masks");
        if (classes > 16) {
            ids = new int[(section[at++] & 255) + 1];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = section[at++] & 255;
            }
        }
        PlainBits bits = new PlainBits(Arrays.copyOfRange(section, at, section.length));
        int[] radius = {2, 4, 5};
        PlainScene scene = new PlainScene(height, width, ids == null ? classes : ids.length, radius[effort]);
        int most = (effort == 0 ? 19 : 20) - (height * width > 1 << 22 ? 1 : 0);
        int slotBits = Math.max(10, Math.min(most, 64 - Long.numberOfLeadingZeros(hard) - 3));
        PlainEasy easy = new PlainEasy(scene, bits);
        PlainHard pixels = new PlainHard(scene, bits, effort, slotBits);
        byte[] all = new byte[frames * height * width];
        int check = 0;
        long seen = 0;
        for (int frame = 0; frame < frames; frame++) {
            scene.c.startFrom(scene.p);
            for (int y = 0; y < height; y++) {
                seen += row(scene, easy, pixels, y);
                scene.c.finishRow(y);
            }
            byte[] picture = new byte[height * width];
            for (int i = 0; i < picture.length; i++) {
                int id = scene.c.cls[scene.c.index(i / width, i % width)];
                picture[i] = (byte) (ids == null ? id : ids[id]);
            }
            System.arraycopy(picture, 0, all, frame * picture.length, picture.length);
            int sum = check * 0x01000193 + Arrays.hashCode(picture);
            check = sum ^ sum >>> 15;
            easy.endFrame();
            scene.endFrame();
            pixels.endFrame();
        }
        PlainDecoder.check(seen == hard, "the number of hard pixels");
        PlainDecoder.check(bits.plain(16) == (check & 0xffff), "the checksum of masks");
        return all;
    }

    /** Returns the number of hard pixels. */
    private static int row(PlainScene scene, PlainEasy easy, PlainHard pixels, int y) {
        int[] cls = scene.c.cls;
        scene.y = y;
        easy.beginRow(y);
        int hard = 0;
        int run = 16;
        int x = 0;
        while (x < scene.width) {
            int at = scene.c.index(y, x);
            scene.at = at;
            scene.x = x;
            scene.west = cls[at - 1];
            if (easy.isEasy(x, run)) {
                int length = easy.chunk(x);
                int same = easy.read(length, run);
                Arrays.fill(cls, at, at + same, scene.west);
                x += same;
                run += same;
                if (same < length) {
                    cls[at + same] = easy.follower();
                    x++;
                    run = 1;
                }
            } else {
                scene.north = cls[at - scene.c.stride];
                scene.run = run;
                cls[at] = pixels.read();
                hard++;
                run = cls[at] == scene.west ? run + 1 : 1;
                x++;
            }
        }
        return hard;
    }
}
