package org.fovea.interop.hnerv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteWriter;
import org.fovea.codec.latent.LatentCorrections;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.brotli.StoredBrotli;
import org.fovea.interop.hnerv.ContextCodec.Counts;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;

/** A network and latent numbers at random, written in each layout from its description. */
public final class SyntheticHnerv {
    private static final int PAIRS = LatentBytes.PAIRS;
    private static final int DIMENSIONS = LatentBytes.DIMENSIONS;
    private static final int[] UNITS = {-10, -8, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8, 10};
    private static final List<Integer> TABLE_CODED = List.of(0, 2, 4, 6, 8, 10, 12, 21);

    final HnervNetwork shapes = new HnervNetwork(HnervNetwork.PUBLISHED);
    final byte[][] codes = new byte[shapes.size()][];
    final float[] steps = new float[shapes.size()];
    final char[] latents = new char[PAIRS * DIMENSIONS];
    final float[] minimums = new float[DIMENSIONS];
    final float[] latentSteps = new float[DIMENSIONS];

    /** All pairs but three. */
    final LatentCorrections corrections;

    final byte[] edits = new byte[PAIRS];

    SyntheticHnerv() {
        this(24);
    }

    private SyntheticHnerv(double spread) {
        Random random = new Random(3);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new byte[shapes.spec(i).count()];
            for (int k = 0; k < codes[i].length; k++) {
                codes[i][k] = (byte) Math.clamp(Math.round(random.nextGaussian() * spread), -127, 127);
            }
            steps[i] = (i + 1) / 4096f;
        }
        for (int i = 0; i < latents.length; i++) {
            int before = i < DIMENSIONS ? 128 : latents[i - DIMENSIONS];
            latents[i] = (char) Math.clamp(before + Math.round(random.nextGaussian() * spread * 3 / 8), 0, 255);
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            minimums[i] = -2 - i / 64f;
            latentSteps[i] = 1 / 64f + i / 8192f;
        }
        byte[] places = new byte[PAIRS];
        byte[] units = new byte[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean none = pair == 5 || pair == 99 || pair == 300;
            places[pair] = (byte) (none ? -1 : random.nextInt(DIMENSIONS));
            units[pair] = (byte) (none ? 0 : UNITS[Math.min(random.nextInt(16), random.nextInt(16))]);
            edits[pair] = (byte) Math.min(random.nextInt(16), random.nextInt(16));
        }
        fill(places, units);
        corrections = new LatentCorrections(100, places, units);
    }

    /** Makes the codes of all units fill the 240 bytes that they have. */
    private static void fill(byte[] places, byte[] units) {
        int bits = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            bits += places[pair] < 0 ? 0 : CODE_LENGTHS[Arrays.binarySearch(UNITS, units[pair])];
        }
        for (int pair = 0; bits > SIDECAR_BITS; pair++) {
            if (places[pair] >= 0) {
                bits -= CODE_LENGTHS[Arrays.binarySearch(UNITS, units[pair])] - CODE_LENGTHS[0];
                units[pair] = (byte) UNITS[0];
            }
        }
        if (bits <= SIDECAR_BITS - 8) {
            throw new IllegalStateException(bits + " bits of corrections");
        }
    }

    private static final int SIDECAR_BITS = 8 * 240;

    /**
     * Payloads in the layouts that tell the lengths of their parts, with weights of which nearly all are zero, so that
     * a ZIP file of them is short.
     */
    public static List<byte[]> sparse() {
        SyntheticHnerv content = new SyntheticHnerv(0.2);
        return List.of(content.sections(false), content.bySize(), content.microcodec(), content.prefixed());
    }

    LatentTrack track(boolean corrected) {
        Optional<LatentCorrections> all = corrected ? Optional.of(corrections) : Optional.empty();
        return new LatentTrack(PAIRS, DIMENSIONS, latents, minimums, latentSteps, all);
    }

    static byte zigzag(int code) {
        return (byte) (code >= 0 ? 2 * code : -2 * code - 1);
    }

    private static byte[] zigzag(byte[] codes) {
        byte[] bytes = new byte[codes.length];
        for (int i = 0; i < codes.length; i++) {
            bytes[i] = zigzag(codes[i]);
        }
        return bytes;
    }

    private static int half(float value) {
        return Float.floatToFloat16(value) & 0xffff;
    }

    private static long single(float value) {
        return Float.floatToRawIntBits(value) & 0xffffffffL;
    }

    private static ByteWriter section(ByteWriter out, byte[] content) {
        return out.u32(content.length).bytes(content);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    // #95, #104; #98

    byte[] sections(boolean unnamed) {
        String meta = "{\"n_pairs\": 600, \"latent_dim\": 28, \"base_channels\": 36, \"eval_size\": [384, 512]}";
        ByteWriter tensors = new ByteWriter();
        if (unnamed) {
            tensors.bytes(ascii("CD1")).u8(16);
        }
        tensors.u32(codes.length);
        for (int i = 0; i < codes.length; i++) {
            TensorSpec spec = shapes.spec(i);
            if (unnamed) {
                tensors.u16(half(steps[i])).bytes(zigzag(codes[i]));
                continue;
            }
            tensors.u32(spec.name().length()).bytes(ascii(spec.name()));
            tensors.u32(spec.shape().size());
            spec.shape().forEach(tensors::u32);
            tensors.u32(single(steps[i])).u32(codes[i].length).bytes(zigzag(codes[i]));
        }
        ByteWriter out = new ByteWriter();
        section(out, StoredBrotli.of(ascii(meta)));
        section(out, StoredBrotli.of(tensors.toByteArray()));
        return section(out, StoredBrotli.of(rawLatents())).toByteArray();
    }

    private byte[] rawLatents() {
        ByteWriter out = new ByteWriter().u32(PAIRS).u32(DIMENSIONS);
        ranges(out);
        return out.bytes(folded(0)).bytes(folded(8)).toByteArray();
    }

    private void ranges(ByteWriter out) {
        for (float minimum : minimums) {
            out.u16(half(minimum));
        }
        for (float step : latentSteps) {
            out.u16(half(step));
        }
    }

    /** Low or high bytes of folded differences. */
    private byte[] folded(int shift) {
        byte[] bytes = new byte[latents.length];
        for (int i = 0; i < bytes.length; i++) {
            int difference = latents[i] - (i < DIMENSIONS ? 0 : latents[i - DIMENSIONS]);
            bytes[i] = (byte) ((difference >= 0 ? 2 * difference : -2 * difference - 1) >> shift);
        }
        return bytes;
    }

    // #99, #100

    byte[] fourSections() {
        ByteWriter plain = new ByteWriter();
        ByteWriter scales = new ByteWriter();
        for (int i = 0; i < codes.length; i++) {
            plain.bytes(codes[i]);
            scales.u16(half(steps[i]));
        }
        ByteWriter sidecar = new ByteWriter().u16(PAIRS);
        for (int pair = 0; pair < PAIRS; pair++) {
            sidecar.u8(corrections.dimension(pair) & 0xff).u8(corrections.units()[pair] & 0xff);
        }
        ByteWriter out = new ByteWriter();
        section(out, StoredBrotli.of(plain.toByteArray()));
        section(out, scales.toByteArray());
        section(out, StoredBrotli.of(rawLatents()));
        return section(out, StoredBrotli.of(sidecar.toByteArray())).toByteArray();
    }

    // #105, #106

    byte[] bySize() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> -codes[i].length));
        ByteWriter tensors = new ByteWriter();
        order.forEach(i -> tensors.bytes(zigzag(codes[i])));
        order.forEach(i -> tensors.u32(single(steps[i])));
        ByteWriter rest = new ByteWriter().bytes(folded(0));
        ranges(rest);
        rest.bytes(folded(8));
        byte[] stream = StoredBrotli.of(tensors.toByteArray());
        return new ByteWriter()
                .u8(0xff)
                .u16(stream.length & 0xffff)
                .u8(stream.length >> 16)
                .bytes(stream)
                .bytes(StoredBrotli.of(rest.toByteArray()))
                .toByteArray();
    }

    byte[] inOrder() {
        ByteWriter tensors = new ByteWriter();
        for (int i = 0; i < codes.length; i++) {
            tensors.u32(single(steps[i])).bytes(zigzag(codes[i]));
        }
        ByteWriter out = new ByteWriter().bytes(ascii("HN1"));
        section(out, StoredBrotli.of(tensors.toByteArray()));
        return section(out, StoredBrotli.of(rawLatents())).toByteArray();
    }

    // #101, #110

    private byte[] stored(int index) {
        int[] places = Microcodec.places(index, shapes.spec(index));
        byte[] bytes = new byte[places.length];
        for (int i = 0; i < bytes.length; i++) {
            int code = codes[index][places[i]];
            bytes[i] = switch (index) {
                case 9, 14 -> zigzag(-code);
                case 20 -> (byte) code;
                case 27 -> (byte) (code + 128);
                default -> zigzag(code);
            };
        }
        return bytes;
    }

    byte[] microcodec() {
        ByteWriter out = new ByteWriter();
        for (int stream = 0; stream < Microcodec.CUTS.size(); stream++) {
            ByteWriter raw = new ByteWriter();
            for (int i = Microcodec.first(stream); i < Microcodec.CUTS.get(stream); i++) {
                int index = Microcodec.ORDER.get(i);
                raw.bytes(stored(index)).u16(half(steps[index]));
            }
            out.bytes(StoredBrotli.of(raw.toByteArray()));
        }
        return out.bytes(lzma(rowLatents())).bytes(sidecar()).toByteArray();
    }

    private byte[][] rows() {
        byte[][] rows = new byte[DIMENSIONS][PAIRS];
        for (int row = 0; row < DIMENSIONS; row++) {
            for (int pair = 0; pair < PAIRS; pair++) {
                rows[row][pair] = (byte) latents[pair * DIMENSIONS + LatentBytes.ROWS[row]];
            }
        }
        return rows;
    }

    private byte[] rowLatents() {
        ByteWriter out = new ByteWriter();
        ranges(out);
        for (byte[] row : rows()) {
            out.u8(row[0] & 0xff);
            for (int pair = 1; pair < PAIRS; pair++) {
                out.u8(row[pair] - row[pair - 1] + 128 & 0xff);
            }
        }
        return out.toByteArray();
    }

    private static byte[] lzma(byte[] raw) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            LZMA2Options options = new LZMA2Options();
            options.setDictSize(4096);
            options.setLcLp(3, 0);
            options.setPb(0);
            try (LZMAOutputStream packed = new LZMAOutputStream(out, options, true)) {
                packed.write(raw);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lengths of the sixteen codes: 2 short ones, then as the Kraft sum wants. */
    private static final int[] CODE_LENGTHS = {2, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6};

    byte[] sidecar() {
        BigInteger numbers = BigInteger.ZERO;
        StringBuilder bits = new StringBuilder();
        String[] prefixes = prefixes();
        long subset = 0;
        int k = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            if (corrections.dimension(pair) < 0) {
                subset += Microcodec.choose(pair, ++k);
                continue;
            }
            bits.append(prefixes[Arrays.binarySearch(UNITS, corrections.units()[pair])]);
        }
        for (int pair = PAIRS - 1; pair >= 0; pair--) {
            if (corrections.dimension(pair) >= 0) {
                numbers = numbers.multiply(BigInteger.valueOf(DIMENSIONS))
                        .add(BigInteger.valueOf(corrections.dimension(pair)));
            }
        }
        ByteWriter out = new ByteWriter();
        littleEndian(out, numbers, 359);
        littleEndian(out, BigInteger.valueOf(lengthsRank()), 5);
        int room = 240;
        for (int i = 0; i < room; i++) {
            int value = 0;
            for (int bit = 0; bit < 8; bit++) {
                int at = 8 * i + bit;
                value = value << 1 | (at < bits.length() && bits.charAt(at) == '1' ? 1 : 0);
            }
            out.u8(value);
        }
        littleEndian(out, BigInteger.valueOf(subset), 3);
        return out.toByteArray();
    }

    private static void littleEndian(ByteWriter out, BigInteger value, int bytes) {
        BigInteger rest = value;
        for (int i = 0; i < bytes; i++) {
            out.u8(rest.intValue() & 0xff);
            rest = rest.shiftRight(8);
        }
        if (rest.signum() != 0) {
            throw new IllegalStateException("does not fit");
        }
    }

    private static String[] prefixes() {
        String[] prefixes = new String[16];
        int code = 0;
        for (int length = 1; length <= 8; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < 16; symbol++) {
                if (CODE_LENGTHS[symbol] == length) {
                    String text = Integer.toBinaryString(1 << length | code++);
                    prefixes[symbol] = text.substring(1);
                }
            }
        }
        return prefixes;
    }

    private static long lengthsRank() {
        long[][] ways = Microcodec.ways();
        long rank = 0;
        int room = 256;
        for (int symbol = 0; symbol < 16; symbol++) {
            for (int length = 2; length < CODE_LENGTHS[symbol]; length++) {
                rank += 256 >> length <= room ? ways[symbol + 1][room - (256 >> length)] : 0;
            }
            room -= 256 >> CODE_LENGTHS[symbol];
        }
        if (room != 0) {
            throw new IllegalStateException("the lengths do not fill a code: " + room);
        }
        return rank;
    }

    byte[] prefixed() {
        byte[] inner = microcodec();
        StringBuilder bits = new StringBuilder();
        for (byte edit : edits) {
            bits.append(Integer.toBinaryString(ContextCodec.PREFIXES.get(edit)).substring(1));
        }
        ByteWriter selector = new ByteWriter().bytes(ascii("FEC6")).u16(PAIRS);
        for (int at = 0; at < bits.length(); at += 8) {
            String byteBits = (bits.substring(at, Math.min(at + 8, bits.length())) + "0000000").substring(0, 8);
            selector.u8(Integer.parseInt(byteBits, 2));
        }
        byte[] all = selector.toByteArray();
        return section(new ByteWriter().bytes(ascii("FP11")), inner)
                .u16(all.length)
                .bytes(all)
                .toByteArray();
    }

    // #112, #128

    private static void write(RangeWriter stream, Counts counts, int symbol) {
        if (counts.size > 1) {
            stream.write(counts.table, counts.size, symbol);
        }
        counts.learn(symbol);
    }

    private static int[] high(float[] values) {
        int[] high = new int[values.length];
        for (int i = 0; i < high.length; i++) {
            high[i] = half(values[i]) >> 8;
        }
        return high;
    }

    private static void highBytes(RangeWriter stream, int[] high) {
        int base = Arrays.stream(high).min().orElseThrow();
        int width = Arrays.stream(high).max().orElseThrow() - base + 1;
        Counts counts = new Counts(width, ContextCodec.HIGH_BYTE_START, 1);
        for (int value : high) {
            write(stream, counts, value - base);
        }
    }

    private static void baseAndWidth(ByteWriter out, int[] high) {
        int base = Arrays.stream(high).min().orElseThrow();
        out.u8(base).u8(Arrays.stream(high).max().orElseThrow() - base + 1);
    }

    private byte[] contextWeights() {
        float[] inOrder = new float[steps.length];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = steps[Microcodec.ORDER.get(i)];
        }
        ByteWriter out = new ByteWriter();
        for (float step : inOrder) {
            out.u8(half(step) & 0xff);
        }
        int[] high = high(inOrder);
        baseAndWidth(out, high);
        int[] models = ContextCodec.models();
        for (int i = 0; i < 25; i++) {
            out.u8(240 + i % 8);
        }
        for (int i = 0; i < 25; i++) {
            out.u8(i % 5 | i % 4 << 3 | i % 3 << 5);
        }
        RangeWriter stream = new RangeWriter();
        highBytes(stream, high);
        Counts[] counts = new Counts[25];
        for (int i = 0; i < models.length; i++) {
            int model = models[i];
            int index = Microcodec.ORDER.get(i);
            if (counts[model] == null) {
                int parameters = model % 5 | model % 4 << 3 | model % 3 << 5;
                counts[model] = ContextCodec.counts(
                        index, 240 + model % 8, parameters, new org.fovea.codec.io.ByteReader("", new byte[0]));
            }
            for (byte value : stored(index)) {
                write(stream, counts[model], value & 0xff);
            }
        }
        return out.bytes(stream.finish()).toByteArray();
    }

    private byte[] contextLatents() {
        byte[][] rows = rows();
        ByteWriter out = new ByteWriter();
        for (float minimum : minimums) {
            out.u8(half(minimum) & 0xff);
        }
        for (float step : latentSteps) {
            out.u8(half(step) & 0xff);
        }
        int[] highMinimums = high(minimums);
        int[] highSteps = high(latentSteps);
        baseAndWidth(out, highMinimums);
        baseAndWidth(out, highSteps);
        byte[] shapes = new byte[2 * DIMENSIONS];
        byte[] nibbles = new byte[DIMENSIONS / 2];
        byte[][] crosses = new byte[DIMENSIONS][];
        for (int row = 0; row < DIMENSIONS; row++) {
            out.u8(rows[row][0] & 0xff);
            shapes[2 * row] = (byte) (150 + row);
            shapes[2 * row + 1] = (byte) (-20 + row);
            int count = row % 3;
            crosses[row] = new byte[2 * count];
            for (int i = 0; i < count; i++) {
                crosses[row][2 * i] = (byte) (i == 0 ? 255 : row - 1);
                crosses[row][2 * i + 1] = (byte) (5 * i - 3);
            }
            nibbles[row / 2] |= (byte) ((count | (row % 2 == 0 ? 8 : 0)) << 4 * (row % 2));
        }
        out.bytes(shapes).bytes(nibbles);
        for (byte[] cross : crosses) {
            out.bytes(cross);
        }
        RangeWriter stream = new RangeWriter();
        highBytes(stream, highMinimums);
        highBytes(stream, highSteps);
        byte[][] differences = new byte[DIMENSIONS][PAIRS];
        for (int row = 0; row < DIMENSIONS; row++) {
            Counts counts = ContextCodec.residuals(shapes[2 * row] & 0xff, row % 2 == 0);
            for (int t = 1; t < PAIRS; t++) {
                differences[row][t] = (byte) (rows[row][t] - rows[row][t - 1]);
                int predicted = ContextCodec.predict(differences, row, t, shapes[2 * row + 1], crosses[row]);
                write(stream, counts, differences[row][t] - predicted + 128 & 0xff);
            }
        }
        return out.bytes(stream.finish()).toByteArray();
    }

    private byte[] contextEdits() {
        RangeWriter stream = new RangeWriter();
        Counts counts = new Counts(ContextCodec.EDITS, ContextCodec.EDIT_START, 1);
        for (byte edit : edits) {
            write(stream, counts, edit);
        }
        return stream.finish();
    }

    HnervPayload.Lengths contextLengths() {
        return new HnervPayload.Lengths(1, 1, 4, 1, 1, contextEdits().length);
    }

    byte[] contextCoded(boolean corrected) {
        byte[] weights = contextWeights();
        byte[] latentSection = contextLatents();
        ByteWriter out = new ByteWriter().u8(0x17);
        out.u16(weights.length & 0xffff).u8(weights.length >> 16);
        out.u16(latentSection.length & 0xffff).u8(latentSection.length >> 16);
        out.bytes(weights).bytes(latentSection).bytes(contextEdits());
        return (corrected ? out.bytes(sidecar()) : out).toByteArray();
    }

    // #103

    private HnervPayload.Lengths tableLengths;

    HnervPayload.Lengths tableLengths() {
        return tableLengths;
    }

    /** @param before whether the histogram of high bytes stands before the range stream */
    byte[] tableCoded(boolean before) {
        ByteWriter scales = new ByteWriter();
        ByteWriter small = new ByteWriter();
        for (int i = 0; i < codes.length; i++) {
            scales.u16(half(steps[i]));
            if (!TABLE_CODED.contains(i)) {
                small.bytes(codes[i]);
            }
        }
        ByteWriter tables = new ByteWriter();
        RangeWriter stream = new RangeWriter();
        for (int index : TABLE_CODED) {
            int[] counts = new int[256];
            for (byte code : codes[index]) {
                counts[code + 128]++;
            }
            double[] table = new double[256];
            for (int i = 0; i < 256; i++) {
                int stored = counts[i] == 0 ? 0 : Math.max(1, Math.min(255, counts[i] / 4));
                tables.u8(stored);
                table[i] = stored;
            }
            normalise(table);
            for (byte code : codes[index]) {
                stream.write(table, 256, code + 128);
            }
        }
        byte[] high = folded(8);
        int[] counts = new int[2];
        for (byte value : high) {
            counts[value]++;
        }
        double[] table = {counts[0], counts[1]};
        normalise(table);
        for (byte value : high) {
            stream.write(table, 2, value);
        }
        byte[] highTable =
                StoredBrotli.of(new ByteWriter().u16(counts[0]).u16(counts[1]).toByteArray());
        byte[] smallStream = StoredBrotli.of(small.toByteArray());
        byte[] tableStream = StoredBrotli.of(tables.toByteArray());
        byte[] symbols = stream.finish();
        byte[] low = StoredBrotli.of(folded(0));
        tableLengths = new HnervPayload.Lengths(
                smallStream.length, tableStream.length, symbols.length, highTable.length, low.length, 4);
        ByteWriter ranges = new ByteWriter();
        ranges(ranges);
        ByteWriter sidecar = new ByteWriter();
        for (int pair = 0; pair < PAIRS; pair++) {
            sidecar.u8(corrections.dimension(pair) < 0 ? DIMENSIONS : corrections.dimension(pair));
        }
        sidecar.bytes(zigzag(corrections.units()));
        ByteWriter out =
                new ByteWriter().bytes(scales.toByteArray()).bytes(smallStream).bytes(tableStream);
        if (before) {
            out.bytes(highTable).bytes(symbols);
        } else {
            out.bytes(symbols).bytes(highTable);
        }
        return out.bytes(ranges.toByteArray())
                .bytes(low)
                .bytes(StoredBrotli.of(sidecar.toByteArray()))
                .toByteArray();
    }

    private static void normalise(double[] table) {
        double sum = 0;
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.max(table[i], 1e-10);
            sum += table[i];
        }
        for (int i = 0; i < table.length; i++) {
            table[i] /= sum;
        }
    }
}
