package org.fovea.interop.hnerv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.interop.brotli.BrotliStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one payload of the HNeRV family from front to back and notes where each byte went: the layouts of challenge
 * submissions #95 to #128, {@code docs/interop.md}. Used once.
 */
public final class HnervPayload {
    /** Size of the published clip; the formats do not store it. */
    private static final int OUTPUT_WIDTH = 1164;

    private static final int OUTPUT_HEIGHT = 874;

    /** Added by #98 and all that came of it: red 1, blue 1 and green 2 less one. */
    private static final List<Integer> NUDGES = List.of(-1, 0, -1, 0, -1, 0);

    // Streams that unpack to more than these are bombs.
    private static final int MAX_META_BYTES = 4096;
    private static final int MAX_WEIGHT_BYTES = 2 << 20;
    private static final int MAX_LATENT_BYTES = 1 << 20;
    private static final int MAX_SIDECAR_BYTES = 1 << 20;

    private static final String PAYLOAD = "payload";
    private static final String BROTLI = "Brotli";
    private static final String RANGE = "range coder";
    private static final String WEIGHTS = HnervNetwork.SECTION;
    private static final String LATENTS = LatentBytes.SECTION;
    private static final String CORRECTIONS = "corrections";
    private static final String ROUTER = "router";
    private static final String LENGTHS = "payload header";

    private static final List<Integer> TABLE_CODED = List.of(0, 2, 4, 6, 8, 10, 12, 21);
    private static final int SYMBOLS = 256;
    private static final double TABLE_FLOOR = 1e-10;

    /**
     * Lengths that two layouts do not store.
     *
     * @param codes of #103: the Brotli stream of small tensors
     * @param tables of #103: the Brotli stream of histograms
     * @param symbols of #103: the range stream
     * @param highTable of #103: the Brotli stream of the histogram of high bytes
     * @param low of #103: the Brotli stream of low bytes
     * @param edits of #112: the range stream of edits
     */
    record Lengths(int codes, int tables, int symbols, int highTable, int low, int edits) {
        /** Of the published files. */
        static final Lengths PUBLISHED = new Lengths(7_097, 895, 153_856, 15, 15_537, 248);

        int beforeSidecar() {
            return 2 * 28 + codes + tables + symbols + highTable + 4 * LatentBytes.DIMENSIONS + low;
        }
    }

    /**
     * What was read.
     *
     * @param layout name for people
     * @param content all of it
     * @param stretches the payload from front to back
     */
    public record Found(String layout, RendererContent content, List<Stretch> stretches) {}

    private final byte[] data;
    private final Lengths lengths;
    private final List<Stretch> stretches = new ArrayList<>();
    private int position;

    private HnervPayload(byte[] data, Lengths lengths) {
        this.data = data;
        this.lengths = lengths;
    }

    /**
     * Reads a payload that begins, or is divided, like one of this family.
     *
     * @return empty where it is something else
     * @throws FormatException where it is damaged
     */
    public static Optional<Found> find(byte[] data) {
        return find(data, Lengths.PUBLISHED);
    }

    static Optional<Found> find(byte[] data, Lengths lengths) {
        return new HnervPayload(data, lengths).read();
    }

    private Optional<Found> read() {
        if (begins("FP11")) {
            return Optional.of(readPrefixed());
        }
        if (begins("HN1")) {
            return Optional.of(readInOrder());
        }
        if (data.length > 4 && (data[0] & 0xff) == 0xff && 4 + u24(1) < data.length) {
            return Optional.of(readBySize());
        }
        if (divides(3)) {
            return Optional.of(readSections());
        }
        if (divides(4)) {
            return Optional.of(readWithSidecar());
        }
        if (isContextCoded()) {
            return Optional.of(readContextCoded());
        }
        if (isMicrocodec()) {
            return Optional.of(readMicrocodec());
        }
        return isTableCoded() ? Optional.of(readTableCoded()) : Optional.empty();
    }

    private boolean begins(String magic) {
        return data.length > magic.length()
                && new String(data, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic);
    }

    private int u24(int at) {
        return data[at] & 0xff | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
    }

    /** Whether so many sections with their lengths fill the payload exactly. */
    private boolean divides(int sections) {
        long at = 0;
        for (int i = 0; i < sections; i++) {
            if (at + 4 > data.length) {
                return false;
            }
            long length = new ByteReader(PAYLOAD, data, (int) at, 4).u32();
            at += 4 + length;
            if (length == 0 || at > data.length) {
                return false;
            }
        }
        return at == data.length;
    }

    /** #95, #104; #98, #107 where the tensors have no names. */
    private Found readSections() {
        String meta = new String(brotli("meta", length(), MAX_META_BYTES), StandardCharsets.UTF_8);
        int pairs = number(meta, "n_pairs", LatentCoder.MAX_CODES);
        Layout read = layout(meta);
        HnervNetwork network = new HnervNetwork(read);
        boolean unnamed = HnervNetwork.readTensors(brotli(WEIGHTS, length(), MAX_WEIGHT_BYTES), network);
        count(network);
        LatentTrack latents = latents(brotli(LATENTS, length(), MAX_LATENT_BYTES), pairs, read.latents());
        count(latents);
        Layout nudged =
                unnamed ? new Layout(read.latents(), read.channels(), read.rows(), read.columns(), NUDGES) : read;
        return found(unnamed ? "HNeRV, three sections, CD1" : "HNeRV, three sections", nudged, network, latents, null);
    }

    private static Layout layout(String meta) {
        Matcher size = Pattern.compile("\"eval_size\"\\s*:\\s*\\[\\s*(\\d{1,5})\\s*,\\s*(\\d{1,5})\\s*]")
                .matcher(meta);
        if (!size.find()) {
            throw new FormatException("meta", 0, "eval_size is missing");
        }
        int height = Integer.parseInt(size.group(1));
        int width = Integer.parseInt(size.group(2));
        int cell = 1 << HnervFamily.BLOCKS;
        if (height % cell != 0 || width % cell != 0) {
            throw new FormatException("meta", 0, "eval_size " + height + "×" + width + " is no multiple of " + cell);
        }
        try {
            Layout layout = new Layout(
                    number(meta, "latent_dim", 1000),
                    number(meta, "base_channels", 1000),
                    height / cell,
                    width / cell,
                    Layout.STILL);
            new HnervFamily().tensors(layout.parameters(), 0);
            return layout;
        } catch (IllegalArgumentException e) {
            throw new FormatException("meta", 0, e);
        }
    }

    private static int number(String meta, String key, int most) {
        Matcher matcher = Pattern.compile("\"" + key + "\"\\s*:\\s*(\\d{1,9})").matcher(meta);
        if (!matcher.find()) {
            throw new FormatException("meta", 0, key + " is missing");
        }
        int value = Integer.parseInt(matcher.group(1));
        if (value < 1 || value > most) {
            throw new FormatException("meta", 0, key + " " + value + " is not in 1.." + most);
        }
        return value;
    }

    /** #99, #100. */
    private Found readWithSidecar() {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        ByteReader codes = new ByteReader(WEIGHTS, brotli(WEIGHTS, length(), MAX_WEIGHT_BYTES));
        for (int i = 0; i < network.size(); i++) {
            network.codes(i, codes.bytes(network.spec(i).count()));
        }
        codes.verifyEnd();
        count(network);
        int length = length();
        scales(bytes("scales", "plain", length, length, network.size()), network);
        LatentTrack latents =
                latents(brotli(LATENTS, length(), MAX_LATENT_BYTES), LatentBytes.PAIRS, LatentBytes.DIMENSIONS);
        count(latents);
        latents = LatentBytes.corrected(latents, brotli(CORRECTIONS, length(), MAX_SIDECAR_BYTES));
        symbols(LatentBytes.PAIRS);
        return found("HNeRV, four sections", HnervNetwork.PUBLISHED, network, latents, null);
    }

    private static void scales(byte[] raw, HnervNetwork network) {
        ByteReader in = new ByteReader(WEIGHTS, raw);
        for (int i = 0; i < network.size(); i++) {
            network.step(i, HnervNetwork.half(in));
        }
        in.verifyEnd();
    }

    /** #105, #106: large tensors first. */
    private Found readBySize() {
        int length = u24(1);
        add(LENGTHS, "length", 4, 4, 0);
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < network.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> -network.spec(i).count()));
        ByteReader in = new ByteReader(WEIGHTS, brotli(WEIGHTS, length, MAX_WEIGHT_BYTES));
        for (int index : order) {
            network.codes(
                    index, HnervNetwork.zigzag(in.bytes(network.spec(index).count())));
        }
        for (int index : order) {
            network.step(index, HnervNetwork.single(in));
        }
        in.verifyEnd();
        count(network);
        ByteReader rest = new ByteReader(LATENTS, brotli(LATENTS, data.length - position, MAX_LATENT_BYTES));
        int codes = LatentBytes.PAIRS * LatentBytes.DIMENSIONS;
        byte[] low = rest.bytes(codes);
        float[] minimums = LatentBytes.halves(rest, LatentBytes.DIMENSIONS);
        float[] steps = LatentBytes.halves(rest, LatentBytes.DIMENSIONS);
        byte[] high = rest.bytes(codes);
        rest.verifyEnd();
        LatentTrack latents = LatentBytes.track(LatentBytes.PAIRS, LatentBytes.DIMENSIONS, minimums, steps, low, high);
        count(latents);
        return found("HNeRV, tensors by size", HnervNetwork.PUBLISHED, network, latents, null);
    }

    /** #105, #106 with the magic HN1. */
    private Found readInOrder() {
        add(LENGTHS, "HN1", 3, 3, 0);
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        ByteReader in = new ByteReader(WEIGHTS, brotli(WEIGHTS, length(), MAX_WEIGHT_BYTES));
        for (int i = 0; i < network.size(); i++) {
            network.step(i, HnervNetwork.single(in));
            network.codes(i, HnervNetwork.zigzag(in.bytes(network.spec(i).count())));
        }
        in.verifyEnd();
        count(network);
        LatentTrack latents =
                latents(brotli(LATENTS, length(), MAX_LATENT_BYTES), LatentBytes.PAIRS, LatentBytes.DIMENSIONS);
        count(latents);
        return found("HNeRV, HN1", HnervNetwork.PUBLISHED, network, latents, null);
    }

    /** The first Brotli stream of #101 unpacks to one tensor and its scale. */
    private boolean isMicrocodec() {
        int bytes = Microcodec.streamBytes(0, new HnervNetwork(HnervNetwork.PUBLISHED));
        try {
            return BrotliStream.decode(WEIGHTS, data, 0, data.length, bytes).bytes().length == bytes;
        } catch (FormatException e) {
            return false;
        }
    }

    private Found readMicrocodec() {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(data.length, network);
        return found("HNeRV microcodec", nudged(), network, latents, null);
    }

    /** #101 up to a place: seven streams of tensors, LZMA1, corrections. */
    private LatentTrack microcodec(int end, HnervNetwork network) {
        for (int stream = 0; stream < Microcodec.CUTS.size(); stream++) {
            int wanted = Microcodec.streamBytes(stream, network);
            BrotliStream unpacked = BrotliStream.decode(WEIGHTS + " (Brotli)", data, position, end, wanted);
            Microcodec.readStream(unpacked.bytes(), stream, network);
            int count = wanted - 2 * (Microcodec.CUTS.get(stream) - Microcodec.first(stream));
            add(WEIGHTS, BROTLI, unpacked.used(), wanted, count);
        }
        int latentsEnd = end - Microcodec.SIDECAR_BYTES;
        if (latentsEnd <= position) {
            throw new FormatException(PAYLOAD, position, "truncated: no room for latent numbers and corrections");
        }
        LatentTrack latents = Microcodec.readLatents(data, position, latentsEnd);
        add(LATENTS, "LZMA1", latentsEnd - position, latents.codes().length, latents.codes().length);
        return sidecar(latents);
    }

    private LatentTrack sidecar(LatentTrack latents) {
        int bytes = Microcodec.SIDECAR_BYTES;
        return Microcodec.corrected(latents, bytes(CORRECTIONS, "packed bits", bytes, bytes, LatentBytes.PAIRS));
    }

    /** #110: #101 and an edit of the first frame for each pair. */
    private Found readPrefixed() {
        add(LENGTHS, "FP11", 4, 4, 0);
        int length = length();
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(position + length, network);
        ByteReader in = new ByteReader(PAYLOAD, data, position, data.length - position);
        int bytes = in.u16();
        add(LENGTHS, "length", 2, 2, 0);
        verifyRoom(bytes);
        byte[] edits =
                ContextCodec.prefixEdits(bytes(ROUTER, "prefix code", bytes, LatentBytes.PAIRS, LatentBytes.PAIRS));
        return found("HNeRV microcodec with edits, FP11", nudged(), network, latents, edits);
    }

    private boolean isContextCoded() {
        if (data.length < 8 || (data[0] & 0xff) >> 4 != 1) {
            return false;
        }
        long bytes = 7L + u24(1) + u24(4) + lengths.edits();
        return bytes == data.length || bytes + Microcodec.SIDECAR_BYTES == data.length;
    }

    /** #112; #128 has no corrections. */
    private Found readContextCoded() {
        int coded = data[0] & 15;
        if (coded != 7 && coded != 3) {
            throw new FormatException(
                    PAYLOAD,
                    0,
                    "sections " + Integer.toBinaryString(coded) + " are coded by context, the others are not read");
        }
        int weightsEnd = 7 + u24(1);
        int latentsEnd = weightsEnd + u24(4);
        add(LENGTHS, "version and lengths", 7, 7, 0);
        HnervNetwork network = ContextCodec.weights(data, position, weightsEnd);
        add(
                WEIGHTS,
                RANGE,
                weightsEnd - position,
                network.weights().rawBytes(),
                network.weights().count());
        LatentTrack latents = ContextCodec.latents(data, position, latentsEnd);
        add(LATENTS, RANGE, latentsEnd - position, latents.codes().length, latents.codes().length);
        byte[] edits = ContextCodec.edits(data, position, position + lengths.edits());
        add(ROUTER, RANGE, lengths.edits(), edits.length, edits.length);
        boolean corrected = position < data.length;
        LatentTrack all = corrected ? sidecar(latents) : latents;
        return found("HNeRV, context coded", nudged(), network, all, edits);
    }

    /** The small tensors of #103 are a Brotli stream of known length at a known place. */
    private boolean isTableCoded() {
        int from = 2 * 28;
        if (data.length <= lengths.beforeSidecar()) {
            return false;
        }
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        int wanted = 0;
        for (int i = 0; i < network.size(); i++) {
            wanted += TABLE_CODED.contains(i) ? 0 : network.spec(i).count();
        }
        try {
            int to = from + lengths.codes();
            return BrotliStream.decode(WEIGHTS, data, from, to, wanted).bytes().length == wanted;
        } catch (FormatException e) {
            return false;
        }
    }

    /** #103: histograms and one range stream. */
    private Found readTableCoded() {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        scales(bytes("scales", "plain", 2 * network.size(), 2 * network.size(), network.size()), network);
        ByteReader small = new ByteReader(WEIGHTS, brotli(WEIGHTS, lengths.codes(), MAX_WEIGHT_BYTES));
        symbols(small.remaining());
        for (int i = 0; i < network.size(); i++) {
            if (!TABLE_CODED.contains(i)) {
                network.codes(i, small.bytes(network.spec(i).count()));
            }
        }
        small.verifyEnd();
        byte[] tables = brotli("histograms", lengths.tables(), TABLE_CODED.size() * SYMBOLS);
        if (tables.length != TABLE_CODED.size() * SYMBOLS) {
            throw new FormatException("histograms", 0, tables.length + " bytes of histograms");
        }
        // The list of parts does not say on which side of the range stream the short histogram stands.
        boolean before = isBrotli(position, lengths.highTable());
        double[] early = before ? highTable() : new double[0];
        int to = position + lengths.symbols();
        RangeStream stream = new RangeStream(WEIGHTS, data, position, to);
        int count = 0;
        for (int k = 0; k < TABLE_CODED.size(); k++) {
            int index = TABLE_CODED.get(k);
            double[] counts = new double[SYMBOLS];
            for (int i = 0; i < SYMBOLS; i++) {
                counts[i] = tables[k * SYMBOLS + i] & 0xff;
            }
            byte[] codes = ContextCodec.tableCoded(
                    stream, normalised(counts), network.spec(index).count());
            for (int i = 0; i < codes.length; i++) {
                codes[i] -= (byte) 128;
            }
            network.codes(index, codes);
            count += codes.length;
        }
        add(WEIGHTS + " and high bytes", RANGE, lengths.symbols(), count, count);
        double[] highTable = before ? early : highTable();
        int codes = LatentBytes.PAIRS * LatentBytes.DIMENSIONS;
        byte[] high = ContextCodec.tableCoded(stream, highTable, codes);
        stream.finish();
        ByteReader ranges = new ByteReader(
                LATENTS,
                bytes(
                        "ranges",
                        "plain",
                        4 * LatentBytes.DIMENSIONS,
                        4L * LatentBytes.DIMENSIONS,
                        2L * LatentBytes.DIMENSIONS));
        float[] minimums = LatentBytes.halves(ranges, LatentBytes.DIMENSIONS);
        float[] steps = LatentBytes.halves(ranges, LatentBytes.DIMENSIONS);
        byte[] low = brotli(LATENTS, lengths.low(), MAX_LATENT_BYTES);
        if (low.length != codes) {
            throw new FormatException(LATENTS, 0, low.length + " low bytes of " + codes + " latent numbers");
        }
        symbols(codes);
        LatentTrack latents = LatentBytes.track(LatentBytes.PAIRS, LatentBytes.DIMENSIONS, minimums, steps, low, high);
        byte[] sidecar = brotli(CORRECTIONS, data.length - position, MAX_SIDECAR_BYTES);
        symbols(LatentBytes.PAIRS);
        latents = LatentBytes.correctedInTurn(latents, sidecar);
        return found("HNeRV, histograms", HnervNetwork.PUBLISHED, network, latents, null);
    }

    private boolean isBrotli(int from, int length) {
        try {
            return BrotliStream.decode(LATENTS, data, from, from + length, 2 * SYMBOLS)
                            .used()
                    == length;
        } catch (FormatException e) {
            return false;
        }
    }

    private double[] highTable() {
        ByteReader in = new ByteReader(LATENTS, brotli("histogram of high bytes", lengths.highTable(), 2 * SYMBOLS));
        double[] counts = new double[in.remaining() / 2];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.u16();
        }
        in.verify(counts.length >= 2, "a histogram of " + counts.length + " symbols");
        in.verifyEnd();
        return normalised(counts);
    }

    private static double[] normalised(double[] counts) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.max(counts[i], TABLE_FLOOR);
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= sum;
        }
        return counts;
    }

    private static Layout nudged() {
        Layout layout = HnervNetwork.PUBLISHED;
        return new Layout(layout.latents(), layout.channels(), layout.rows(), layout.columns(), NUDGES);
    }

    private static LatentTrack latents(byte[] raw, int pairs, int dimensions) {
        if ((long) pairs * dimensions > LatentCoder.MAX_CODES) {
            throw new FormatException(LATENTS, 0, (long) pairs * dimensions + " latent codes");
        }
        return LatentBytes.read(raw, pairs, dimensions);
    }

    private Found found(
            String name, Layout layout, HnervNetwork network, LatentTrack latents, byte @Nullable [] edits) {
        if (position != data.length) {
            throw new FormatException(PAYLOAD, position, (data.length - position) + " bytes too many");
        }
        CodedShape shape = CodedShape.ofPictures(latents.pairs(), layout.height(), layout.width());
        ArchiveHeader header =
                new ArchiveHeader(OUTPUT_WIDTH, OUTPUT_HEIGHT, shape, HnervFamily.ID, layout.parameters());
        Optional<RouterActions> router =
                Optional.ofNullable(edits).map(all -> new RouterActions(RouterActions.FIRST_FRAME, all));
        return new Found(
                name,
                new RendererContent(
                        header,
                        new RendererContent.Source.Latents(latents),
                        network.weights(),
                        PoseTrack.none(latents.pairs()),
                        Optional.empty(),
                        router),
                stretches);
    }

    /** The length of the section that follows. */
    private int length() {
        ByteReader in = new ByteReader(PAYLOAD, data, position, data.length - position);
        long length = in.u32();
        add(LENGTHS, "length", 4, 4, 0);
        verifyRoom(length);
        return (int) length;
    }

    private void verifyRoom(long length) {
        if (length > data.length - position) {
            throw new FormatException(
                    PAYLOAD,
                    position,
                    "truncated: " + length + " bytes announced, " + (data.length - position) + " are there");
        }
    }

    /** Unpacks a Brotli stream of a known length. */
    private byte[] brotli(String name, int length, int most) {
        verifyRoom(length);
        BrotliStream stream = BrotliStream.decode(name + " (Brotli)", data, position, position + length, most);
        if (stream.used() != length) {
            throw new FormatException(
                    name + " (Brotli)", stream.used(), "a stream is shorter than its announced length");
        }
        add(name, BROTLI, length, stream.bytes().length, 0);
        return stream.bytes();
    }

    private byte[] bytes(String name, String codec, int length, long raw, long symbols) {
        verifyRoom(length);
        byte[] bytes = Arrays.copyOfRange(data, position, position + length);
        add(name, codec, length, raw, symbols);
        return bytes;
    }

    private void add(String name, String codec, int bytes, long raw, long symbols) {
        stretches.add(new Stretch(name, codec, bytes, raw, symbols));
        position += bytes;
    }

    private void count(HnervNetwork network) {
        symbols(network.weights().count());
    }

    private void count(LatentTrack latents) {
        symbols(latents.codes().length);
    }

    /** What the stretch that was read last holds. */
    private void symbols(long symbols) {
        Stretch last = stretches.removeLast();
        stretches.add(new Stretch(last.name(), last.codec(), last.bytes(), last.rawBytes(), symbols));
    }
}
