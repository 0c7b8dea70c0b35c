package org.fovea.interop.hnerv;

import java.util.Arrays;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.payload.PayloadCursor;

/** The context coder of submissions #112 and #128: weights, latent numbers and the choice of an edit for each pair. */
final class ContextCodec {
    static final int EDITS = 16;
    static final double EDIT_START = 0.6;
    static final double HIGH_BYTE_START = 0.5;

    private static final int SYMBOLS = 256;
    private static final int[] SHARED = {7, 5, 1, 3};
    private static final double[] STRENGTHS = {4, 16, 64, 256, 1024};
    private static final double[] INCREMENTS = {1, 1.5, 2, 3};
    private static final double[] FLOORS = {0.01, 0.05, 0.15, 0.4};
    private static final int OWN_SECOND_LAG = 255;
    private static final double ROW_FLOOR = 1e-4;
    private static final double ROW_STRENGTH = 480;

    private ContextCodec() {}

    /** Frequencies that each symbol adds to. */
    static final class Counts {
        final double[] table;
        final int size;
        private final double increment;

        Counts(int size, double start, double increment) {
            this.size = size;
            this.increment = increment;
            table = new double[size];
            Arrays.fill(table, start);
        }

        int read(RangeStream stream) {
            int symbol = size == 1 ? 0 : stream.next(table, size);
            learn(symbol);
            return symbol;
        }

        void learn(int symbol) {
            table[symbol] += increment;
        }
    }

    /** Number of the model of each stored tensor, in the order of first use. */
    static int[] models() {
        int[] models = new int[Microcodec.ORDER.size()];
        int shared = -1;
        int next = 0;
        for (int i = 0; i < models.length; i++) {
            int index = Microcodec.ORDER.get(i);
            boolean shares = Arrays.stream(SHARED).anyMatch(other -> other == index);
            if (shares && shared >= 0) {
                models[i] = shared;
            } else {
                models[i] = next++;
                shared = shares ? models[i] : shared;
            }
        }
        return models;
    }

    /** How common a stored byte of a tensor is expected to be: 0 for the most common. */
    static int rank(int index, int stored) {
        if (index != 20 && index != 27) {
            return stored;
        }
        int code = Microcodec.code(index, stored);
        return code >= 0 ? 2 * code : -2 * code - 1;
    }

    /** The counts of a model before its first symbol; of tensors that share it, the first says how bytes are ranked. */
    static Counts counts(int index, int decay, int parameters, ByteReader in) {
        int strength = parameters & 7;
        int floor = parameters >> 5;
        in.verify(strength < STRENGTHS.length && floor < FLOORS.length, "a model of unknown parameters");
        double ratio = decay / 255.0;
        double[] prior = new double[SYMBOLS];
        double value = 1 - ratio;
        for (int i = 0; i < SYMBOLS; i++) {
            prior[i] = value;
            value *= ratio;
        }
        Counts counts = new Counts(SYMBOLS, FLOORS[floor], INCREMENTS[parameters >> 3 & 3]);
        for (int i = 0; i < SYMBOLS; i++) {
            counts.table[i] += STRENGTHS[strength] * prior[rank(index, i)];
        }
        return counts;
    }

    /** The section of weights, which is the whole of {@code data[from..to)}. */
    static HnervNetwork weights(byte[] data, int from, int to) {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        ByteReader in = new ByteReader(HnervNetwork.SECTION, data, from, to - from);
        byte[] low = in.bytes(network.size());
        int base = in.u8();
        int width = width(in);
        int[] models = models();
        int count = Arrays.stream(models).max().orElseThrow() + 1;
        byte[] decays = in.bytes(count);
        byte[] parameters = in.bytes(count);
        RangeStream stream = new RangeStream(HnervNetwork.SECTION, data, from + in.offset(), to);
        byte[] high = highBytes(stream, network.size(), base, width);
        Counts[] counts = new Counts[count];
        for (int i = 0; i < models.length; i++) {
            int index = Microcodec.ORDER.get(i);
            int model = models[i];
            if (counts[model] == null) {
                counts[model] = counts(index, decays[model] & 0xff, parameters[model] & 0xff, in);
            }
            byte[] stored = new byte[network.spec(index).count()];
            for (int k = 0; k < stored.length; k++) {
                stored[k] = (byte) counts[model].read(stream);
            }
            Microcodec.store(network, index, stored);
            network.step(index, half(low[i], high[i]));
        }
        stream.finish();
        return network;
    }

    private static int width(ByteReader in) {
        int width = in.u8();
        in.verify(width >= 1, "an alphabet of no symbols");
        return width;
    }

    private static byte[] highBytes(RangeStream stream, int count, int base, int width) {
        Counts counts = new Counts(width, HIGH_BYTE_START, 1);
        byte[] high = new byte[count];
        for (int i = 0; i < count; i++) {
            high[i] = (byte) (base + counts.read(stream));
        }
        return high;
    }

    private static float half(byte low, byte high) {
        return Float.float16ToFloat((short) (low & 0xff | high << 8));
    }

    /** The section of latent numbers, which is the whole of {@code data[from..to)}. */
    static LatentTrack latents(byte[] data, int from, int to) {
        int count = LatentBytes.DIMENSIONS;
        ByteReader in = new ByteReader(LatentBytes.SECTION, data, from, to - from);
        byte[] low = in.bytes(2 * count);
        int minimumBase = in.u8();
        int minimumWidth = width(in);
        int stepBase = in.u8();
        int stepWidth = width(in);
        byte[] first = in.bytes(count);
        byte[] shapes = in.bytes(2 * count);
        byte[] nibbles = in.bytes(count / 2);
        byte[][] crosses = new byte[count][];
        for (int row = 0; row < count; row++) {
            crosses[row] = in.bytes(2 * (nibble(nibbles, row) & 7));
            for (int i = 0; i < crosses[row].length; i += 2) {
                int source = crosses[row][i] & 0xff;
                in.verify(source < row || source == OWN_SECOND_LAG, "row " + row + " is predicted from row " + source);
            }
        }
        RangeStream stream = new RangeStream(LatentBytes.SECTION, data, from + in.offset(), to);
        byte[] minimumHigh = highBytes(stream, count, minimumBase, minimumWidth);
        byte[] stepHigh = highBytes(stream, count, stepBase, stepWidth);
        float[] minimums = new float[count];
        float[] steps = new float[count];
        for (int i = 0; i < count; i++) {
            minimums[i] = half(low[i], minimumHigh[i]);
            steps[i] = half(low[count + i], stepHigh[i]);
        }
        byte[][] differences = new byte[count][LatentBytes.PAIRS];
        byte[][] codes = new byte[count][LatentBytes.PAIRS];
        for (int row = 0; row < count; row++) {
            Counts residuals = residuals(shapes[2 * row] & 0xff, (nibble(nibbles, row) & 8) != 0);
            codes[row][0] = first[row];
            for (int t = 1; t < LatentBytes.PAIRS; t++) {
                int predicted = predict(differences, row, t, shapes[2 * row + 1], crosses[row]);
                differences[row][t] = (byte) (predicted + residuals.read(stream) - 128);
                codes[row][t] = (byte) (codes[row][t - 1] + differences[row][t]);
            }
        }
        stream.finish();
        return LatentBytes.ofRows(minimums, steps, codes);
    }

    static int nibble(byte[] nibbles, int row) {
        return nibbles[row / 2] >> 4 * (row % 2) & 15;
    }

    /** What a difference is expected to be, of those before it in its row and next to it in others. */
    static int predict(byte[][] differences, int row, int t, byte own, byte[] crosses) {
        int sum = own * differences[row][t - 1] + 32;
        for (int i = 0; i < crosses.length; i += 2) {
            int source = crosses[i] & 0xff;
            int value = source == OWN_SECOND_LAG ? (t > 1 ? differences[row][t - 2] : 0) : differences[source][t];
            sum += crosses[i + 1] * value;
        }
        return sum >> 6;
    }

    /** A bell around 128, which rows that adapt only begin with. */
    static Counts residuals(int shape, boolean adaptive) {
        double width = 0.3 * StrictMath.pow(80 / 0.3, shape / 255.0);
        double q = StrictMath.rint(65535 * StrictMath.exp(-1 / (2 * width * width))) / 65535;
        Counts counts = new Counts(SYMBOLS, 0, adaptive ? 1 : 0);
        double sum = 0;
        for (int i = 0; i < SYMBOLS; i++) {
            int k = i - 128;
            counts.table[i] = power(q, k * k);
            sum += counts.table[i];
        }
        for (int i = 0; i < SYMBOLS && adaptive; i++) {
            counts.table[i] = ROW_FLOOR + ROW_STRENGTH * counts.table[i] / sum;
        }
        return counts;
    }

    private static double power(double x, int exponent) {
        double result = 1;
        double square = x;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    static byte[] edits(byte[] data, int from, int to) {
        RangeStream stream = new RangeStream("router", data, from, to);
        Counts counts = new Counts(EDITS, EDIT_START, 1);
        byte[] edits = new byte[LatentBytes.PAIRS];
        for (int pair = 0; pair < edits.length; pair++) {
            edits[pair] = (byte) counts.read(stream);
        }
        stream.finish();
        return edits;
    }

    /** Reads the range stream of #103: eight tensors with tables of their own, then high bytes of latent numbers. */
    static byte[] tableCoded(RangeStream stream, double[] table, int count) {
        byte[] symbols = new byte[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = (byte) stream.next(table, table.length);
        }
        return symbols;
    }

    static boolean isContextCoded(PayloadCursor payload, int editBytes) {
        if (payload.data().length < 8 || (payload.data()[0] & 0xff) >> 4 != 1) {
            return false;
        }
        long bytes = 7L + payload.u24(1) + payload.u24(4) + editBytes;
        return bytes == payload.data().length || bytes + Microcodec.SIDECAR_BYTES == payload.data().length;
    }

    /** #112; #128 has no corrections. */
    static HnervPayload.Decoded readContextCoded(PayloadCursor payload, int editBytes) {
        int coded = payload.data()[0] & 15;
        if (coded != 7 && coded != 3) {
            throw new FormatException(
                    PayloadCursor.PAYLOAD,
                    0,
                    "sections " + Integer.toBinaryString(coded) + " are coded by context, the others are not read",
                    "only submissions whose sections are all coded by context are read");
        }
        int weightsEnd = 7 + payload.u24(1);
        int latentsEnd = weightsEnd + payload.u24(4);
        payload.add(PayloadCursor.HEADER, "version and lengths", 7, 7, 0);
        HnervNetwork network = weights(payload.data(), payload.position(), weightsEnd);
        payload.add(
                PayloadCursor.WEIGHTS,
                PayloadCursor.RANGE,
                weightsEnd - payload.position(),
                network.weights().rawBytes(),
                network.weights().count());
        LatentTrack latents = latents(payload.data(), payload.position(), latentsEnd);
        payload.add(
                PayloadCursor.LATENTS,
                PayloadCursor.RANGE,
                latentsEnd - payload.position(),
                latents.codes().length,
                latents.codes().length);
        byte[] edits = edits(payload.data(), payload.position(), payload.position() + editBytes);
        payload.add(PayloadCursor.ROUTER, PayloadCursor.RANGE, editBytes, edits.length, edits.length);
        boolean corrected = payload.remaining() > 0;
        LatentTrack all = corrected ? Microcodec.sidecar(payload, latents) : latents;
        return new HnervPayload.Decoded(
                "HNeRV, context coded",
                HnervNetwork.NUDGED,
                network,
                all,
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
    }
}
