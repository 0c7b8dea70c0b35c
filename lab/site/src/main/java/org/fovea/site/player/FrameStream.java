package org.fovea.site.player;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.video.clip.FrameRate;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.RgbToYuv420;
import org.fovea.video.stream.BareAv1Stream;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.StreamCodec;
import org.fovea.video.stream.StreamSettings;
import org.fovea.video.stream.SvtAv1StreamEncoder;

/**
 * Frames as an AV1 stream, cut into what a browser's decoder is given at a time. Coded again for looking only, finely
 * enough that what an eye or the zoom window shows is what was drawn, and with a key frame often enough that going to
 * any frame takes a moment.
 *
 * @param coded size of coded pictures: even, and at least 64 on each side; the frame is their upper left part
 * @param units one for each frame; those that a decoder may begin with have the sequence header in them
 * @param keys numbers of the units that a decoder may begin with, rising; the first is 0
 */
public record FrameStream(FrameSize coded, List<byte[]> units, List<Integer> keys) {
    /** Frames from a key frame to the next. */
    public static final int KEY_INTERVAL = 10;

    private static final int CRF = 18;
    private static final int PRESET = 8;
    private static final int MIN_SIDE = 64;
    private static final String SECTION = "clip for viewing";
    private static final StreamSettings SETTINGS = new StreamSettings(StreamCodec.AV1, PRESET, CRF, KEY_INTERVAL, 0, 0);

    /** Settings of the encoder, which belong to the key of a kept clip. */
    static String settings() {
        return "av1 crf " + CRF + " preset " + PRESET + " key " + KEY_INTERVAL;
    }

    /** Gives frames one after the other. */
    @FunctionalInterface
    public interface Frames {
        /** Fills in the next frame, RGB; false after the last. */
        boolean next(byte[] rgb) throws IOException;
    }

    /** Codes frames. */
    public static FrameStream encode(Frames frames, FrameSize size, FrameRate rate) throws IOException {
        FrameSize coded = new FrameSize(codedSide(size.width()), codedSide(size.height()));
        RgbToYuv420 converter = new RgbToYuv420(coded);
        byte[] rgb = new byte[size.rgbBytes()];
        EncodedStream stream = new SvtAv1StreamEncoder(1)
                .encode(
                        into -> {
                            if (!frames.next(rgb)) {
                                return false;
                            }
                            copy(converter.convert(extended(rgb, size, coded)), into);
                            return true;
                        },
                        coded,
                        rate,
                        SETTINGS,
                        _ -> {});
        return cut(coded, stream);
    }

    private static FrameStream cut(FrameSize coded, EncodedStream stream) {
        BareAv1Stream bare = BareAv1Stream.parse(SECTION, stream.stored());
        if (bare.count() != stream.frames()) {
            throw new IllegalStateException(bare.count() + " units of " + stream.frames() + " frames");
        }
        List<byte[]> units = new ArrayList<>();
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < bare.count(); i++) {
            boolean key = bare.startsAnew(i);
            units.add(key ? bare.firstUnit(i) : bare.unit(i));
            if (key) {
                keys.add(i);
            }
        }
        return new FrameStream(coded, units, keys);
    }

    private static int codedSide(int side) {
        return Math.max(MIN_SIDE, side + side % 2);
    }

    /** Repeats the last column and row where the encoder wants more. */
    private static byte[] extended(byte[] rgb, FrameSize size, FrameSize coded) {
        if (size.equals(coded)) {
            return rgb;
        }
        byte[] all = new byte[coded.rgbBytes()];
        for (int y = 0; y < coded.height(); y++) {
            int from = 3 * size.width() * Math.min(y, size.height() - 1);
            int to = 3 * coded.width() * y;
            System.arraycopy(rgb, from, all, to, 3 * size.width());
            for (int x = size.width(); x < coded.width(); x++) {
                System.arraycopy(rgb, from + 3 * (size.width() - 1), all, to + 3 * x, 3);
            }
        }
        return all;
    }

    private static void copy(Planes from, Planes into) {
        for (int plane = 0; plane < 3; plane++) {
            System.arraycopy(from.data()[plane], 0, into.data()[plane], 0, from.data()[plane].length);
        }
    }
}
