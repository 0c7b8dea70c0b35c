package org.fovea.interop.hnerv;

import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.payload.PayloadCursor;

/** The layout of histograms and one range stream: #103. */
final class HistogramLayout {
    private static final List<Integer> CODED = List.of(0, 2, 4, 6, 8, 10, 12, 21);
    private static final int SYMBOLS = 256;
    private static final double FLOOR = 1e-10;

    private HistogramLayout() {}

    /** The small tensors of #103 are a Brotli stream of known length at a known place. */
    static boolean isTableCoded(PayloadCursor payload, HnervPayload.Lengths lengths) {
        int from = 2 * 28;
        if (payload.data().length <= lengths.beforeSidecar()) {
            return false;
        }
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        int wanted = 0;
        for (int i = 0; i < network.size(); i++) {
            wanted += CODED.contains(i) ? 0 : network.spec(i).count();
        }
        int bytes = wanted;
        return payload.brotliAt(from, from + lengths.codes(), bytes)
                .filter(stream -> stream.bytes().length == bytes)
                .isPresent();
    }

    /** #103: histograms and one range stream. */
    static HnervPayload.Decoded readTableCoded(PayloadCursor payload, HnervPayload.Lengths lengths) {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        SectionLayouts.scales(
                payload.bytes("scales", "plain", 2 * network.size(), 2 * network.size(), network.size()), network);
        readSmallTensors(payload, lengths.codes(), network);
        byte[] tables = payload.brotli("histograms", lengths.tables(), CODED.size() * SYMBOLS);
        if (tables.length != CODED.size() * SYMBOLS) {
            throw new FormatException("histograms", 0, tables.length + " bytes of histograms");
        }
        // The list of parts does not say on which side of the range stream the short histogram is.
        int at = payload.position();
        boolean before = payload.brotliAt(at, at + lengths.highTable(), 2 * SYMBOLS)
                .filter(stream -> stream.used() == lengths.highTable())
                .isPresent();
        double[] early = before ? highTable(payload, lengths.highTable()) : new double[0];
        int to = payload.position() + lengths.symbols();
        RangeStream stream = new RangeStream(PayloadCursor.WEIGHTS, payload.data(), payload.position(), to);
        int count = readLargeTensors(stream, tables, network);
        payload.add(PayloadCursor.WEIGHTS + " and high bytes", PayloadCursor.RANGE, lengths.symbols(), count, count);
        double[] highTable = before ? early : highTable(payload, lengths.highTable());
        int codes = LatentBytes.PAIRS * LatentBytes.DIMENSIONS;
        byte[] high = ContextCodec.tableCoded(stream, highTable, codes);
        stream.finish();
        ByteReader ranges = new ByteReader(
                PayloadCursor.LATENTS,
                payload.bytes(
                        "ranges",
                        "plain",
                        4 * LatentBytes.DIMENSIONS,
                        4L * LatentBytes.DIMENSIONS,
                        2L * LatentBytes.DIMENSIONS));
        float[] minimums = LatentBytes.halves(ranges, LatentBytes.DIMENSIONS);
        float[] steps = LatentBytes.halves(ranges, LatentBytes.DIMENSIONS);
        byte[] low = LatentBytes.unpack(payload, lengths.low());
        if (low.length != codes) {
            throw new FormatException(
                    PayloadCursor.LATENTS, 0, low.length + " low bytes of " + codes + " latent numbers");
        }
        payload.symbols(codes);
        LatentTrack latents = LatentBytes.track(LatentBytes.PAIRS, LatentBytes.DIMENSIONS, minimums, steps, low, high);
        byte[] sidecar = LatentBytes.unpackCorrections(payload, payload.remaining());
        latents = LatentBytes.correctedInTurn(latents, sidecar);
        return new HnervPayload.Decoded(
                "HNeRV, histograms", HnervNetwork.PUBLISHED, network, latents, Optional.empty());
    }

    private static void readSmallTensors(PayloadCursor payload, int length, HnervNetwork network) {
        ByteReader small = HnervNetwork.unpack(payload, length);
        payload.symbols(small.remaining());
        for (int i = 0; i < network.size(); i++) {
            if (!CODED.contains(i)) {
                network.codes(i, small.bytes(network.spec(i).count()));
            }
        }
        small.verifyEnd();
    }

    /** @return how many numbers they have */
    private static int readLargeTensors(RangeStream stream, byte[] tables, HnervNetwork network) {
        int count = 0;
        for (int k = 0; k < CODED.size(); k++) {
            int index = CODED.get(k);
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
        return count;
    }

    private static double[] highTable(PayloadCursor payload, int length) {
        ByteReader in =
                new ByteReader(PayloadCursor.LATENTS, payload.brotli("histogram of high bytes", length, 2 * SYMBOLS));
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
            counts[i] = Math.max(counts[i], FLOOR);
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= sum;
        }
        return counts;
    }
}
