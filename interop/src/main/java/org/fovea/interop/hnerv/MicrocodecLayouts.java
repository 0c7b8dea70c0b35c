package org.fovea.interop.hnerv;

import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.io.ByteReader;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.interop.brotli.BrotliStream;

/**
 * Layouts of streams without lengths, which end where they end: #101, and #110 with an edit of the first frame for each
 * pair.
 */
final class MicrocodecLayouts {
    private MicrocodecLayouts() {}

    /** The first Brotli stream of #101 unpacks to one tensor and its scale. */
    static boolean isMicrocodec(PayloadCursor payload) {
        int bytes = Microcodec.streamBytes(0, new HnervNetwork(HnervNetwork.PUBLISHED));
        try {
            return BrotliStream.decode(PayloadCursor.WEIGHTS, payload.data(), 0, payload.data().length, bytes)
                            .bytes()
                            .length
                    == bytes;
        } catch (FormatException e) {
            return false;
        }
    }

    static HnervPayload.Decoded readMicrocodec(PayloadCursor payload) {
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(payload, payload.data().length, network);
        return new HnervPayload.Decoded("HNeRV microcodec", HnervNetwork.NUDGED, network, latents, Optional.empty());
    }

    /** #101 up to a place: seven streams of tensors, LZMA1, corrections. */
    private static LatentTrack microcodec(PayloadCursor payload, int end, HnervNetwork network) {
        for (int stream = 0; stream < Microcodec.CUTS.size(); stream++) {
            int wanted = Microcodec.streamBytes(stream, network);
            BrotliStream unpacked = BrotliStream.decode(
                    PayloadCursor.WEIGHTS + " (Brotli)", payload.data(), payload.position(), end, wanted);
            Microcodec.readStream(unpacked.bytes(), stream, network);
            int count = wanted - 2 * (Microcodec.CUTS.get(stream) - Microcodec.first(stream));
            payload.add(PayloadCursor.WEIGHTS, PayloadCursor.BROTLI, unpacked.used(), wanted, count);
        }
        int latentsEnd = end - Microcodec.SIDECAR_BYTES;
        if (latentsEnd <= payload.position()) {
            throw new FormatException(
                    PayloadCursor.PAYLOAD, payload.position(), "truncated: no room for latent numbers and corrections");
        }
        LatentTrack latents = Microcodec.readLatents(payload.data(), payload.position(), latentsEnd);
        payload.add(
                PayloadCursor.LATENTS,
                "LZMA1",
                latentsEnd - payload.position(),
                latents.codes().length,
                latents.codes().length);
        return sidecar(payload, latents);
    }

    static LatentTrack sidecar(PayloadCursor payload, LatentTrack latents) {
        int bytes = Microcodec.SIDECAR_BYTES;
        return Microcodec.corrected(
                latents, payload.bytes(PayloadCursor.CORRECTIONS, "packed bits", bytes, bytes, LatentBytes.PAIRS));
    }

    /** #110: #101 and an edit of the first frame for each pair. */
    static HnervPayload.Decoded readPrefixed(PayloadCursor payload) {
        payload.add(PayloadCursor.LENGTHS, "FP11", 4, 4, 0);
        int length = payload.length();
        HnervNetwork network = new HnervNetwork(HnervNetwork.PUBLISHED);
        LatentTrack latents = microcodec(payload, payload.position() + length, network);
        ByteReader in = new ByteReader(PayloadCursor.PAYLOAD, payload.data(), payload.position(), payload.remaining());
        int bytes = in.u16();
        payload.add(PayloadCursor.LENGTHS, "length", 2, 2, 0);
        payload.verifyRoom(bytes);
        byte[] edits = ContextCodec.prefixEdits(
                payload.bytes(PayloadCursor.ROUTER, "prefix code", bytes, LatentBytes.PAIRS, LatentBytes.PAIRS));
        return new HnervPayload.Decoded(
                "HNeRV microcodec with edits, FP11",
                HnervNetwork.NUDGED,
                network,
                latents,
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
    }
}
