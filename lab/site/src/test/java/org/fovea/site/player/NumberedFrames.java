package org.fovea.site.player;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;

/**
 * Frames that carry their number: eight blocks along the upper edge, white for a one, the lowest bit on the left. Below
 * is an even colour of the source. In class maps, the left half is of class 1 and the right half of class 0; a run that
 * errs sees class 2 in {@code pair} columns of the left: the first ones in the second frame of a pair, the last ones in
 * the first frame.
 *
 * @param hash of the source
 * @param measured hash of the frames
 * @param colour 0xRRGGBB below the blocks
 * @param errs whether class maps have errors
 * @param pairs of the clip
 * @param seen frames that class maps are of
 */
public record NumberedFrames(
        String hash, Optional<String> measured, int colour, boolean errs, int pairs, ClassLegend.Seen seen)
        implements ClipSource {
    /** Size of frames. */
    public static final FrameSize SIZE = new FrameSize(320, 180);

    /** Size of a block. */
    public static final int BLOCK = 40;

    /** What class maps are. */
    public static final ClassLegend LEGEND = legend(ClassLegend.Seen.SECOND);

    /** Of pairs: class maps are of the second frame. */
    public NumberedFrames(String hash, Optional<String> measured, int colour, boolean errs, int pairs) {
        this(hash, measured, colour, errs, pairs, ClassLegend.Seen.SECOND);
    }

    private static ClassLegend legend(ClassLegend.Seen seen) {
        return new ClassLegend(80, 45, List.of("sky", "road", "car"), List.of("#3b4a6b", "#f4e285", "#4f9d69"), seen);
    }

    @Override
    public String networks() {
        return "networks";
    }

    @Override
    public ClassLegend legend() {
        return legend(seen);
    }

    @Override
    public FrameSource frames(int firstPair, int endPair) {
        return new FrameSource() {
            private int next = 2 * firstPair;

            @Override
            public FrameSize size() {
                return SIZE;
            }

            @Override
            public boolean next(byte[] rgb) {
                if (next == 2 * endPair) {
                    return false;
                }
                draw(next++, rgb);
                return true;
            }

            @Override
            public void close() {}
        };
    }

    void draw(int number, byte[] rgb) {
        for (int i = 0; i < SIZE.pixels(); i++) {
            int x = i % SIZE.width();
            int y = i / SIZE.width();
            int pixel = y >= BLOCK ? colour : (number >> x / BLOCK & 1) == 1 ? 0xffffff : 0;
            rgb[3 * i] = (byte) (pixel >> 16);
            rgb[3 * i + 1] = (byte) (pixel >> 8);
            rgb[3 * i + 2] = (byte) pixel;
        }
    }

    @Override
    public byte[] classes(FrameSize size, byte[] first, byte[] second) {
        return switch (seen) {
            case FIRST -> classes(first);
            case SECOND -> classes(second);
            case BOTH ->
                ByteBuffer.allocate(2 * LEGEND.pixels())
                        .put(classes(first))
                        .put(classes(second))
                        .array();
        };
    }

    @Override
    public List<String> poseOutputs() {
        return List.of("forward", "yaw");
    }

    @Override
    public float[] pose(FrameSize size, byte[] first, byte[] second) {
        return new float[] {number(first), errs ? -number(second) : number(second)};
    }

    private static int number(byte[] frame) {
        int number = 0;
        for (int bit = 0; bit < 8; bit++) {
            number |= (frame[3 * (bit * BLOCK + BLOCK / 2)] & 1) << bit;
        }
        return number;
    }

    /** Class map of a frame. */
    byte[] classes(byte[] frame) {
        int number = number(frame);
        byte[] map = new byte[LEGEND.pixels()];
        for (int i = 0; i < map.length; i++) {
            int x = i % LEGEND.columns();
            int middle = LEGEND.columns() / 2;
            boolean wrong = number % 2 == 1 ? x < number / 2 : x < middle && x >= middle - number / 2;
            map[i] = (byte) (errs && wrong ? 2 : x < middle ? 1 : 0);
        }
        return map;
    }
}
