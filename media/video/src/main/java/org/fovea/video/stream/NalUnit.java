package org.fovea.video.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.jspecify.annotations.Nullable;

/**
 * One NAL unit of H.264, HEVC or VVC (H.264, H.265 and H.266, 7.3.1).
 *
 * @param data the stream it lies in
 * @param syntax of which codec it is
 * @param start offset of its start code
 * @param from offset of its header
 * @param end offset behind it, zero bytes left out
 */
@SuppressWarnings("ArrayRecordComponent") // points into a stream, is never compared
record NalUnit(byte[] data, NalSyntax syntax, int start, int from, int end) {
    private static final int START_CODE = 3;
    private static final int FILM_GRAIN = 19;

    /** What a coded size may exceed the shown size by, because it is made of whole blocks. */
    private static final int MAX_BLOCK = 128;

    /**
     * Finds the units of a stream.
     *
     * @throws FormatException where it does not begin with a start code, or a unit is too short or belongs to a layer
     */
    static List<NalUnit> all(byte[] data, NalSyntax syntax) {
        List<NalUnit> units = new ArrayList<>();
        int code = nextCode(data, 0);
        for (int i = 0; i < code; i++) {
            if (data[i] != 0) {
                throw new FormatException(StreamCodec.SECTION, i, "no start code at the beginning of the stream");
            }
        }
        while (code < data.length) {
            int from = code + START_CODE;
            int next = nextCode(data, from);
            int end = next;
            while (end > from && data[end - 1] == 0) {
                end--;
            }
            units.add(new NalUnit(data, syntax, code, from, end).verified());
            code = next;
        }
        if (units.isEmpty()) {
            throw new FormatException(StreamCodec.SECTION, 0, "a stream without a start code");
        }
        return units;
    }

    private static int nextCode(byte[] data, int from) {
        for (int i = from; i + START_CODE <= data.length; i++) {
            if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1) {
                return i;
            }
        }
        return data.length;
    }

    private NalUnit verified() {
        if (end - from <= syntax.header || data[from] < 0) {
            throw new FormatException(StreamCodec.SECTION, start, "no NAL unit");
        }
        if (syntax.layer(data[from], data[from + 1]) != 0) {
            throw new FormatException(StreamCodec.SECTION, start, "the stream has layers");
        }
        return this;
    }

    int type() {
        return syntax.type(data[from], data[from + 1]);
    }

    /** Whether it is a slice, a part of a picture. */
    boolean isSlice() {
        return type() <= syntax.lastSlice;
    }

    /**
     * Whether its first bit behind the header is set: in slices of H.264 and HEVC the first of a picture, in those of
     * VVC one that is alone.
     */
    boolean firstFlag() {
        return data[from + syntax.header] < 0;
    }

    /**
     * Whether decoders need it not: it delimits, fills, or adds information that changes no picture. Film grain does.
     */
    boolean isNeedless() {
        if (syntax.isInformation(type())) {
            return !tellsGrain();
        }
        return syntax.isFiller(type());
    }

    /** Goes through the messages of supplemental information. */
    private boolean tellsGrain() {
        int at = from + syntax.header;
        while (at + 2 < end) {
            int kind = 0;
            for (; at < end && data[at] == -1; at++) {
                kind += 255;
            }
            kind += at < end ? data[at++] & 0xff : 0;
            int length = 0;
            for (; at < end && data[at] == -1; at++) {
                length += 255;
            }
            length += at < end ? data[at++] & 0xff : 0;
            if (kind == FILM_GRAIN) {
                return true;
            }
            at += length;
        }
        return false;
    }

    boolean sameBytes(@Nullable NalUnit other) {
        return other != null && Arrays.equals(data, from, end, other.data, other.from, other.end);
    }

    /**
     * Checks that pictures are no larger than announced before a decoder allocates memory for them; the decoder tells
     * later whether they are exactly as large. Called for sequence parameter sets.
     */
    void verifySize(FrameSize announced) {
        HeaderBits bits = HeaderBits.ofNal(data, from + syntax.header, end);
        syntax.skipToSize(bits);
        int width = bits.golomb();
        int height = bits.golomb();
        boolean fits = width >= announced.width()
                && height >= announced.height()
                && width < announced.width() + MAX_BLOCK
                && height < announced.height() + MAX_BLOCK;
        if (!fits) {
            throw new FormatException(
                    StreamCodec.SECTION,
                    start,
                    "pictures of " + width + "×" + height + ", " + announced + " announced");
        }
    }
}
