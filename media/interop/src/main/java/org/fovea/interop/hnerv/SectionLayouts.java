package org.fovea.interop.hnerv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentCoder;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.payload.PayloadCursor;

/** Layouts of Brotli streams with their lengths: #95, #98, #99, #100, #104, #105, #106 and #107. */
final class SectionLayouts {
    private static final int MAX_META_BYTES = 4096;

    private SectionLayouts() {}

    /** #95, #104; #98, #107 where the tensors have no names. */
    static HnervPayload.Decoded readSections(PayloadCursor payload) {
        String meta = new String(payload.brotli("meta", payload.length(), MAX_META_BYTES), StandardCharsets.UTF_8);
        int pairs = number(meta, "n_pairs", LatentCoder.MAX_CODES);
        Layout read = layout(meta);
        HnervNetwork network = new HnervNetwork(read);
        boolean unnamed = HnervNetwork.readTensors(payload, payload.length(), network);
        payload.symbols(network.weights().count());
        LatentTrack latents = latents(payload, pairs, read.latents());
        Layout nudged = unnamed
                ? new Layout(read.latents(), read.channels(), read.rows(), read.columns(), HnervNetwork.NUDGES)
                : read;
        return new HnervPayload.Decoded(
                unnamed ? "HNeRV, three sections, CD1" : "HNeRV, three sections",
                nudged,
                network,
                latents,
                Optional.empty());
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
    static HnervPayload.Decoded readWithSidecar(PayloadCursor payload) {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        ByteReader codes = HnervNetwork.unpack(payload, payload.length());
        for (int i = 0; i < network.size(); i++) {
            network.codes(i, codes.bytes(network.spec(i).count()));
        }
        codes.verifyEnd();
        payload.symbols(network.weights().count());
        int length = payload.length();
        scales(payload.bytes("scales", "plain", length, length, network.size()), network);
        LatentTrack latents = latents(payload, LatentBytes.PAIRS, LatentBytes.DIMENSIONS);
        latents = LatentBytes.corrected(latents, LatentBytes.unpackCorrections(payload, payload.length()));
        return new HnervPayload.Decoded(
                "HNeRV, four sections", HnervNetwork.PUBLISHED, network, latents, Optional.empty());
    }

    static void scales(byte[] raw, HnervNetwork network) {
        ByteReader in = new ByteReader(PayloadCursor.WEIGHTS, raw);
        for (int i = 0; i < network.size(); i++) {
            network.step(i, HnervNetwork.half(in));
        }
        in.verifyEnd();
    }

    /** A byte that no Brotli stream and no small length begins with, then the length of the tensors. */
    static boolean isBySize(PayloadCursor payload) {
        byte[] data = payload.data();
        return data.length > 4 && (data[0] & 0xff) == 0xff && 4 + payload.u24(1) < data.length;
    }

    /** #105, #106: large tensors first. */
    static HnervPayload.Decoded readBySize(PayloadCursor payload) {
        int length = payload.u24(1);
        payload.add(PayloadCursor.HEADER, "length", 4, 4, 0);
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < network.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> -network.spec(i).count()));
        ByteReader in = HnervNetwork.unpack(payload, length);
        for (int index : order) {
            network.codes(
                    index, HnervNetwork.zigzag(in.bytes(network.spec(index).count())));
        }
        for (int index : order) {
            network.step(index, HnervNetwork.single(in));
        }
        in.verifyEnd();
        payload.symbols(network.weights().count());
        ByteReader rest = new ByteReader(PayloadCursor.LATENTS, LatentBytes.unpack(payload, payload.remaining()));
        int codes = LatentBytes.PAIRS * LatentBytes.DIMENSIONS;
        byte[] low = rest.bytes(codes);
        float[] minimums = LatentBytes.halves(rest, LatentBytes.DIMENSIONS);
        float[] steps = LatentBytes.halves(rest, LatentBytes.DIMENSIONS);
        byte[] high = rest.bytes(codes);
        rest.verifyEnd();
        LatentTrack latents = LatentBytes.track(LatentBytes.PAIRS, LatentBytes.DIMENSIONS, minimums, steps, low, high);
        payload.symbols(latents.codes().length);
        return new HnervPayload.Decoded(
                "HNeRV, tensors by size", HnervNetwork.PUBLISHED, network, latents, Optional.empty());
    }

    /** #105, #106 with the magic HN1. */
    static HnervPayload.Decoded readInOrder(PayloadCursor payload) {
        payload.add(PayloadCursor.HEADER, "HN1", 3, 3, 0);
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        ByteReader in = HnervNetwork.unpack(payload, payload.length());
        for (int i = 0; i < network.size(); i++) {
            network.step(i, HnervNetwork.single(in));
            network.codes(i, HnervNetwork.zigzag(in.bytes(network.spec(i).count())));
        }
        in.verifyEnd();
        payload.symbols(network.weights().count());
        LatentTrack latents = latents(payload, LatentBytes.PAIRS, LatentBytes.DIMENSIONS);
        return new HnervPayload.Decoded("HNeRV, HN1", HnervNetwork.PUBLISHED, network, latents, Optional.empty());
    }

    private static LatentTrack latents(PayloadCursor payload, int pairs, int dimensions) {
        if ((long) pairs * dimensions > LatentCoder.MAX_CODES) {
            throw new FormatException(PayloadCursor.LATENTS, 0, (long) pairs * dimensions + " latent codes");
        }
        LatentTrack latents = LatentBytes.read(LatentBytes.unpack(payload, payload.length()), pairs, dimensions);
        payload.symbols(latents.codes().length);
        return latents;
    }
}
