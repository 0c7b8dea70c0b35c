package org.fovea.interop.hnerv;

import java.util.Arrays;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentCorrections;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.payload.PayloadCursor;

/** Latent numbers as the published programs store them below their entropy coding. */
final class LatentBytes {
    static final String SECTION = PayloadCursor.LATENTS;
    private static final String CORRECTIONS = PayloadCursor.CORRECTIONS;

    /** A stream that unpacks to more is a bomb. */
    private static final int MAX_BYTES = 1 << 20;

    /** Pairs and numbers of all published clips. */
    static final int PAIRS = 600;

    static final int DIMENSIONS = 28;

    /** Row r of the rows of #101 and later belongs to this number. */
    static final int[] ROWS = {
        26, 0, 17, 15, 10, 24, 20, 12, 14, 21, 22, 18, 4, 11, 3, 7, 16, 2, 6, 8, 19, 23, 5, 9, 1, 13, 27, 25
    };

    /** Corrections are in hundredths. */
    private static final int HUNDREDTH = 100;

    private static final int NO_NUMBER = 255;

    private LatentBytes() {}

    /** Unpacks a Brotli stream of latent numbers of a known length. */
    static byte[] unpack(PayloadCursor payload, int length) {
        return payload.brotli(SECTION, length, MAX_BYTES);
    }

    /** Unpacks a Brotli stream of corrections, one for each pair. */
    static byte[] unpackCorrections(PayloadCursor payload, int length) {
        byte[] bytes = payload.brotli(CORRECTIONS, length, MAX_BYTES);
        payload.symbols(PAIRS);
        return bytes;
    }

    /** #104: sizes, minima, steps, low bytes, high bytes. */
    static LatentTrack read(byte[] raw, int pairs, int dimensions) {
        ByteReader in = new ByteReader(SECTION, raw);
        in.verify(in.u32() == pairs && in.u32() == dimensions, "latent numbers of another size than the clip's");
        float[] minimums = halves(in, dimensions);
        float[] steps = halves(in, dimensions);
        byte[] low = in.bytes(pairs * dimensions);
        byte[] high = in.bytes(pairs * dimensions);
        in.verifyEnd();
        return track(pairs, dimensions, minimums, steps, low, high);
    }

    static float[] halves(ByteReader in, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = HnervNetwork.half(in);
        }
        return values;
    }

    /** Differences from the pair before, folded, in two halves. */
    static LatentTrack track(int pairs, int dimensions, float[] minimums, float[] steps, byte[] low, byte[] high) {
        char[] codes = new char[pairs * dimensions];
        for (int i = 0; i < codes.length; i++) {
            int folded = low[i] & 0xff | (high[i] & 0xff) << 8;
            int difference = folded >>> 1 ^ -(folded & 1);
            int before = i < dimensions ? 0 : codes[i - dimensions];
            codes[i] = (char) (before + difference & 0xff);
        }
        return made(pairs, dimensions, codes, minimums, steps);
    }

    /** #101: minima and steps, then a row for each number: the first code, then differences plus 128. */
    static LatentTrack readRows(byte[] raw) {
        ByteReader in = new ByteReader(SECTION, raw);
        float[] minimums = halves(in, DIMENSIONS);
        float[] steps = halves(in, DIMENSIONS);
        byte[][] rows = new byte[DIMENSIONS][];
        for (int row = 0; row < DIMENSIONS; row++) {
            rows[row] = in.bytes(PAIRS);
            for (int pair = 1; pair < PAIRS; pair++) {
                rows[row][pair] = (byte) (rows[row][pair - 1] + rows[row][pair] - 128);
            }
        }
        in.verifyEnd();
        return ofRows(minimums, steps, rows);
    }

    /** Codes of rows in the order of #101. */
    static LatentTrack ofRows(float[] minimums, float[] steps, byte[][] rows) {
        char[] codes = new char[PAIRS * DIMENSIONS];
        for (int row = 0; row < DIMENSIONS; row++) {
            for (int pair = 0; pair < PAIRS; pair++) {
                codes[pair * DIMENSIONS + ROWS[row]] = (char) (rows[row][pair] & 0xff);
            }
        }
        return made(PAIRS, DIMENSIONS, codes, minimums, steps);
    }

    private static LatentTrack made(int pairs, int dimensions, char[] codes, float[] minimums, float[] steps) {
        try {
            return new LatentTrack(pairs, dimensions, codes, minimums, steps, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new FormatException(SECTION, 0, e);
        }
    }

    /** #100: a correction for each pair, a number (255: none) and signed hundredths. */
    static LatentTrack corrected(LatentTrack track, byte[] sidecar) {
        ByteReader in = new ByteReader(CORRECTIONS, sidecar);
        in.verify(in.u16() == track.rows(), "corrections of another number of pairs");
        byte[] places = new byte[track.rows()];
        byte[] units = new byte[track.rows()];
        for (int pair = 0; pair < places.length; pair++) {
            int number = in.u8();
            byte unit = (byte) in.u8();
            in.verify(number == NO_NUMBER || number < track.dimensions(), "a correction of number " + number);
            places[pair] = (byte) (number == NO_NUMBER ? -1 : number);
            units[pair] = number == NO_NUMBER ? 0 : unit;
        }
        in.verifyEnd();
        return corrected(track, places, units);
    }

    /** #103: all numbers ({@code dimensions}: none), then all units, folded. */
    static LatentTrack correctedInTurn(LatentTrack track, byte[] sidecar) {
        ByteReader in = new ByteReader(CORRECTIONS, sidecar);
        byte[] places = in.bytes(track.rows());
        byte[] units = HnervNetwork.zigzag(in.bytes(track.rows()));
        in.verifyEnd();
        for (int pair = 0; pair < places.length; pair++) {
            int number = places[pair] & 0xff;
            if (number > track.dimensions()) {
                throw new FormatException(CORRECTIONS, pair, "a correction of number " + number);
            }
            if (number == track.dimensions()) {
                places[pair] = -1;
                units[pair] = 0;
            }
        }
        return corrected(track, places, units);
    }

    static LatentTrack corrected(LatentTrack track, byte[] places, byte[] units) {
        LatentCorrections corrections = new LatentCorrections(HUNDREDTH, places, units);
        return new LatentTrack(
                track.rows(),
                track.dimensions(),
                track.codes(),
                track.minimums(),
                track.steps(),
                Optional.of(corrections));
    }

    static byte[] noPlaces() {
        byte[] places = new byte[PAIRS];
        Arrays.fill(places, (byte) -1);
        return places;
    }
}
