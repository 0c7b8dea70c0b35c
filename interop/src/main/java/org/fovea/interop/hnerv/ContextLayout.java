package org.fovea.interop.hnerv;

import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.latent.LatentTrack;

/** The layout of range streams with probabilities by context: #112; #128 without corrections. */
final class ContextLayout {
    private ContextLayout() {}

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
        payload.add(PayloadCursor.LENGTHS, "version and lengths", 7, 7, 0);
        HnervNetwork network = ContextCodec.weights(payload.data(), payload.position(), weightsEnd);
        payload.add(
                PayloadCursor.WEIGHTS,
                PayloadCursor.RANGE,
                weightsEnd - payload.position(),
                network.weights().rawBytes(),
                network.weights().count());
        LatentTrack latents = ContextCodec.latents(payload.data(), payload.position(), latentsEnd);
        payload.add(
                PayloadCursor.LATENTS,
                PayloadCursor.RANGE,
                latentsEnd - payload.position(),
                latents.codes().length,
                latents.codes().length);
        byte[] edits = ContextCodec.edits(payload.data(), payload.position(), payload.position() + editBytes);
        payload.add(PayloadCursor.ROUTER, PayloadCursor.RANGE, editBytes, edits.length, edits.length);
        boolean corrected = payload.remaining() > 0;
        LatentTrack all = corrected ? MicrocodecLayouts.sidecar(payload, latents) : latents;
        return new HnervPayload.Decoded(
                "HNeRV, context coded",
                HnervNetwork.NUDGED,
                network,
                all,
                Optional.of(new RouterActions(RouterActions.FIRST_FRAME, edits)));
    }
}
