package org.fovea.interop.hnerv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.brotli.BrotliStream;
import org.fovea.interop.payload.PayloadCursor;
import org.tukaani.xz.LZMAInputStream;

/**
 * Order, axes and byte maps of submission #101, which later ones kept; its latent stream and its corrections. Its
 * streams have no lengths, they end where they end; #110 adds an edit of the first frame for each pair.
 */
final class Microcodec {
    /** Tensors in the order in which they are stored. */
    static final List<Integer> ORDER = List.of(
            14, 22, 7, 6, 19, 10, 25, 4, 20, 9, 12, 15, 5, 11, 18, 1, 21, 3, 27, 13, 2, 26, 24, 17, 16, 23, 8, 0);

    /** Streams end behind this number of tensors. */
    static final List<Integer> CUTS = List.of(1, 2, 22, 23, 26, 27, 28);

    static final int SIDECAR_BYTES = 607;

    private static final int TWOS_COMPLEMENT = 20;
    private static final int OFFSET = 27;
    private static final List<Integer> NEGATED = List.of(9, 14);

    private static final int PLACES_BYTES = 359;
    private static final int LENGTHS_BYTES = 5;
    private static final int SUBSET_BYTES = 3;

    /** Pairs without a correction: 597 numbers of 28 take 359 bytes. */
    static final int UNCORRECTED = 3;

    private static final byte[] UNITS = {-10, -8, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6, 8, 10};
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 8;
    private static final int KRAFT = 1 << MAX_LENGTH;

    /** Bits of the code of each edit of #110. */
    private static final int[] EDIT_LENGTHS = {2, 4, 2, 6, 5, 6, 6, 3, 6, 5, 7, 6, 8, 3, 5, 8};

    private static final int DICTIONARY = 4096;
    private static final int LC = 3;
    private static final int LATENT_BYTES = 4 * LatentBytes.DIMENSIONS + LatentBytes.DIMENSIONS * LatentBytes.PAIRS;

    private Microcodec() {}

    /** Original axes in stored order. */
    static int[] axes(int index) {
        return switch (index) {
            case 2, 4, 10, 16 -> new int[] {3, 0, 2, 1};
            case 8, 12 -> new int[] {3, 0, 1, 2};
            case 14, 18 -> new int[] {1, 0, 2, 3};
            case 20, 22 -> new int[] {0, 3, 2, 1};
            case 24 -> new int[] {0, 2, 3, 1};
            case 26 -> new int[] {0, 1, 3, 2};
            default -> new int[] {0, 1, 2, 3};
        };
    }

    /** Place in the tensor of each stored weight. */
    static int[] places(int index, TensorSpec spec) {
        int[] places = new int[spec.count()];
        List<Integer> shape = spec.shape();
        if (shape.size() != 4) {
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
            }
            return places;
        }
        int[] strides = {shape.get(1) * shape.get(2) * shape.get(3), shape.get(2) * shape.get(3), shape.get(3), 1};
        int[] axes = axes(index);
        int next = 0;
        for (int a = 0; a < shape.get(axes[0]); a++) {
            for (int b = 0; b < shape.get(axes[1]); b++) {
                for (int c = 0; c < shape.get(axes[2]); c++) {
                    for (int d = 0; d < shape.get(axes[3]); d++) {
                        places[next++] = a * strides[axes[0]]
                                + b * strides[axes[1]]
                                + c * strides[axes[2]]
                                + d * strides[axes[3]];
                    }
                }
            }
        }
        return places;
    }

    /** Meaning of a stored byte of a tensor. */
    static int code(int index, int stored) {
        return switch (index) {
            case TWOS_COMPLEMENT -> (byte) stored;
            case OFFSET -> stored - 128;
            default -> NEGATED.contains(index) ? -HnervNetwork.zigzag(stored) : HnervNetwork.zigzag(stored);
        };
    }

    /** Puts a tensor's stored bytes where they belong. */
    static void store(HnervNetwork network, int index, byte[] stored) {
        int[] places = places(index, network.spec(index));
        byte[] codes = new byte[stored.length];
        for (int i = 0; i < codes.length; i++) {
            int code = code(index, stored[i] & 0xff);
            if (code > Byte.MAX_VALUE) {
                throw new FormatException(HnervNetwork.SECTION, i, "code " + code + " is no byte");
            }
            codes[places[i]] = (byte) code;
        }
        network.codes(index, codes);
    }

    /** The tensors of one stream: for each its bytes, then its scale. */
    static void readStream(byte[] raw, int stream, HnervNetwork network) {
        ByteReader in = new ByteReader(HnervNetwork.SECTION, raw);
        for (int i = first(stream); i < CUTS.get(stream); i++) {
            int index = ORDER.get(i);
            store(network, index, in.bytes(network.spec(index).count()));
            network.step(index, HnervNetwork.half(in));
        }
        in.verifyEnd();
    }

    static int streamBytes(int stream, HnervNetwork network) {
        int bytes = 0;
        for (int i = first(stream); i < CUTS.get(stream); i++) {
            bytes += network.spec(ORDER.get(i)).count() + 2;
        }
        return bytes;
    }

    static int first(int stream) {
        return stream == 0 ? 0 : CUTS.get(stream - 1);
    }

    /** Latent numbers, packed with LZMA1 without a header. */
    static LatentTrack readLatents(byte[] data, int from, int to) {
        byte[] raw = new byte[LATENT_BYTES];
        ByteArrayInputStream source = new ByteArrayInputStream(data, from, to - from);
        try (LZMAInputStream in = new LZMAInputStream(source, LATENT_BYTES, LC, 0, 0, DICTIONARY, null)) {
            in.enableRelaxedEndCondition();
            int read = in.readNBytes(raw, 0, raw.length);
            if (read < raw.length || in.read() >= 0) {
                throw new FormatException(LatentBytes.SECTION, read, "the LZMA stream has another length");
            }
        } catch (IOException e) {
            throw new FormatException(
                    LatentBytes.SECTION, to - from - source.available(), "the LZMA stream is damaged");
        }
        if (source.available() > 0) {
            throw new FormatException(
                    LatentBytes.SECTION,
                    to - from - source.available(),
                    source.available() + " bytes behind the LZMA stream");
        }
        return LatentBytes.readRows(raw);
    }

    /** The corrections of all pairs but three. */
    static LatentTrack corrected(LatentTrack track, byte[] sidecar) {
        ByteReader in = new ByteReader(PayloadCursor.CORRECTIONS, sidecar, 0, SIDECAR_BYTES - SUBSET_BYTES);
        BigInteger numbers = littleEndian(in.bytes(PLACES_BYTES));
        int[] lengths = lengths(littleEndian(in.bytes(LENGTHS_BYTES)).longValueExact(), in);
        byte[] subset = Arrays.copyOfRange(sidecar, SIDECAR_BYTES - SUBSET_BYTES, SIDECAR_BYTES);
        boolean[] skipped = subset(littleEndian(subset).intValueExact(), in);
        PrefixReader reader = new PrefixReader("corrections", lengths, in);
        byte[] places = LatentBytes.noPlaces();
        byte[] units = new byte[places.length];
        BigInteger base = BigInteger.valueOf(track.dimensions());
        for (int pair = 0; pair < places.length; pair++) {
            if (!skipped[pair]) {
                BigInteger[] split = numbers.divideAndRemainder(base);
                places[pair] = split[1].byteValueExact();
                numbers = split[0];
                units[pair] = UNITS[reader.next()];
            }
        }
        in.verify(numbers.signum() == 0, "corrections of more numbers than there are pairs");
        reader.finish();
        return LatentBytes.corrected(track, places, units);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    /** The set of this rank among all sets of this number of pairs, those of small greatest members first. */
    private static boolean[] subset(long rank, ByteReader in) {
        boolean[] member = new boolean[LatentBytes.PAIRS];
        long left = rank;
        for (int k = UNCORRECTED; k >= 1; k--) {
            int greatest = k - 1;
            while (choose(greatest + 1, k) <= left) {
                greatest++;
            }
            in.verify(greatest < LatentBytes.PAIRS && !member[greatest], "no set of pairs has this number");
            member[greatest] = true;
            left -= choose(greatest, k);
        }
        return member;
    }

    static long choose(long n, int k) {
        long result = 1;
        for (int i = 0; i < k; i++) {
            result = result * (n - i) / (i + 1);
        }
        return n < k ? 0 : result;
    }

    /** The code lengths of this rank among all that fill a code, shorter ones first. */
    private static int[] lengths(long rank, ByteReader in) {
        long[][] ways = ways();
        int[] lengths = new int[UNITS.length];
        int room = KRAFT;
        long left = rank;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = MIN_LENGTH;
            while (length <= MAX_LENGTH) {
                int share = KRAFT >> length;
                long with = share <= room ? ways[symbol + 1][room - share] : 0;
                if (left < with) {
                    break;
                }
                left -= with;
                length++;
            }
            in.verify(length <= MAX_LENGTH, "no code has this number");
            lengths[symbol] = length;
            room -= KRAFT >> length;
        }
        return lengths;
    }

    /** [symbol][room]: ways in which the symbols from this one on fill the room. */
    static long[][] ways() {
        long[][] ways = new long[UNITS.length + 1][KRAFT + 1];
        ways[UNITS.length][0] = 1;
        for (int symbol = UNITS.length - 1; symbol >= 0; symbol--) {
            for (int room = 0; room <= KRAFT; room++) {
                for (int length = MIN_LENGTH; length <= MAX_LENGTH; length++) {
                    int share = KRAFT >> length;
                    ways[symbol][room] += share <= room ? ways[symbol + 1][room - share] : 0;
                }
            }
        }
        return ways;
    }

    /** The first Brotli stream of #101 unpacks to one tensor and its scale. */
    static boolean isMicrocodec(PayloadCursor payload) {
        int bytes = streamBytes(0, new HnervNetwork(HnervNetwork.PUBLISHED));
        return payload.brotliAt(0, payload.data().length, bytes)
                .filter(stream -> stream.bytes().length == bytes)
                .isPresent();
    }

    static HnervPayload.Decoded readMicrocodec(PayloadCursor payload) {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(payload, payload.data().length, network);
        return new HnervPayload.Decoded("HNeRV microcodec", HnervNetwork.NUDGED, network, latents, Optional.empty());
    }

    /** #101 up to a place: seven streams of tensors, LZMA1, corrections. */
    private static LatentTrack microcodec(PayloadCursor payload, int end, HnervNetwork network) {
        for (int stream = 0; stream < CUTS.size(); stream++) {
            int wanted = streamBytes(stream, network);
            BrotliStream unpacked = BrotliStream.decode(
                    PayloadCursor.WEIGHTS + " (Brotli)", payload.data(), payload.position(), end, wanted);
            readStream(unpacked.bytes(), stream, network);
            int count = wanted - 2 * (CUTS.get(stream) - first(stream));
            payload.add(PayloadCursor.WEIGHTS, PayloadCursor.BROTLI, unpacked.used(), wanted, count);
        }
        int latentsEnd = end - SIDECAR_BYTES;
        if (latentsEnd <= payload.position()) {
            throw new FormatException(
                    PayloadCursor.PAYLOAD, payload.position(), "truncated: no room for latent numbers and corrections");
        }
        LatentTrack latents = readLatents(payload.data(), payload.position(), latentsEnd);
        payload.add(
                PayloadCursor.LATENTS,
                "LZMA1",
                latentsEnd - payload.position(),
                latents.codes().length,
                latents.codes().length);
        return sidecar(payload, latents);
    }

    static LatentTrack sidecar(PayloadCursor payload, LatentTrack latents) {
        int bytes = SIDECAR_BYTES;
        return corrected(
                latents, payload.bytes(PayloadCursor.CORRECTIONS, "packed bits", bytes, bytes, LatentBytes.PAIRS));
    }

    /** #110: #101 and an edit of the first frame for each pair. */
    static HnervPayload.Decoded readPrefixed(PayloadCursor payload) {
        payload.add(PayloadCursor.HEADER, "FP11", 4, 4, 0);
        int length = payload.length();
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(payload, payload.position() + length, network);
        ByteReader in = new ByteReader(PayloadCursor.PAYLOAD, payload.data(), payload.position(), payload.remaining());
        int bytes = in.u16();
        payload.add(PayloadCursor.HEADER, "length", 2, 2, 0);
        payload.verifyRoom(bytes);
        byte[] edits = prefixEdits(
                payload.bytes(PayloadCursor.ROUTER, "prefix code", bytes, LatentBytes.PAIRS, LatentBytes.PAIRS));
        return new HnervPayload.Decoded(
                "HNeRV microcodec with edits, FP11",
                HnervNetwork.NUDGED,
                network,
                latents,
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
    }

    /** #110: magic, number of pairs, then a prefix code, highest bits first, filled up with zeros. */
    private static byte[] prefixEdits(byte[] section) {
        ByteReader in = new ByteReader(PayloadCursor.ROUTER, section);
        in.verify(
                section.length >= 6 && section[0] == 'F' && section[1] == 'E' && section[2] == 'C' && section[3] == '6',
                "edits do not begin with FEC6");
        in.skip(4);
        in.verify(in.u16() == LatentBytes.PAIRS, "edits of another number of pairs");
        PrefixReader reader = new PrefixReader("edits", EDIT_LENGTHS, in);
        byte[] edits = new byte[LatentBytes.PAIRS];
        for (int pair = 0; pair < edits.length; pair++) {
            edits[pair] = (byte) reader.next();
        }
        reader.finish();
        return edits;
    }

    /** A canonical prefix code, highest bits first. */
    private static final class PrefixReader {
        private final String what;
        private final int[] lengths;
        private final ByteReader in;
        private int held;
        private int current;

        PrefixReader(String what, int[] lengths, ByteReader in) {
            this.what = what;
            this.lengths = lengths;
            this.in = in;
        }

        private int bit() {
            if (held == 0) {
                in.verify(in.remaining() > 0, what + " are cut short");
                current = in.u8();
                held = 8;
            }
            held--;
            return current >> held & 1;
        }

        int next() {
            int value = 0;
            int first = 0;
            for (int length = 1; length <= MAX_LENGTH; length++) {
                value = value << 1 | bit();
                first <<= 1;
                int place = value - first;
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        if (place == 0) {
                            return symbol;
                        }
                        place--;
                        first++;
                    }
                }
            }
            throw in.error(what + " have a code that stands for nothing");
        }

        void finish() {
            in.verify(in.remaining() == 0, what + " are longer than their pairs need");
        }
    }
}
