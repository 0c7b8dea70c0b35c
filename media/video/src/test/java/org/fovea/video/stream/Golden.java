package org.fovea.video.stream;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.testkit.Resources;
import org.fovea.video.colour.Planes;

/**
 * Streams of other people's encoders with the SHA-256 of their planes as other people's decoders gave them: AV1 by
 * dav1d (libaom gave the same). Made by ffmpeg 5.1.9 with SVT-AV1 1.4.1 and libaom; {@code docs/video.md} has the
 * commands.
 */
enum Golden {
    AV1_PLAIN(
            "plain.obu",
            usual(new FrameSize(96, 64), 6),
            "2233a9ac6d1517814b0a018c2bd8c9480ed6f371c6ef66e5ddd43fb23c05a33b"),
    AV1_GRAIN(
            "grain.obu",
            usual(new FrameSize(160, 128), 5),
            "569ed3f5e3b27b716775209efaf514bba1cd1fd9b4a650af91d52147531b485c"),
    AV1_GRAIN_10(
            "grain10.obu",
            new AnnouncedStream(new FrameSize(160, 128), 10, 5),
            "9bb92a5db491c5c821fc9dcbdb030b930833fc27093ecefcf68e082f94be1292"),
    AV1_LIBAOM_GRAIN(
            "aom.obu",
            usual(new FrameSize(170, 130), 5),
            "da3c5d290f1d76a86c8e38a84334ee89dad6627fd912e1bb9d43b9b1e4936fb9");

    private final String file;
    private final AnnouncedStream announced;
    private final String hash;

    Golden(String file, AnnouncedStream announced, String hash) {
        this.file = file;
        this.announced = announced;
        this.hash = hash;
    }

    AnnouncedStream announced() {
        return announced;
    }

    String hash() {
        return hash;
    }

    /** The stream as its encoder wrote it. */
    byte[] raw() {
        return Resources.bytes(Golden.class, file);
    }

    byte[] stored() {
        return StreamCodec.AV1.stored(raw());
    }

    static AnnouncedStream usual(FrameSize size, int frames) {
        return new AnnouncedStream(size, 8, frames);
    }

    /** All planes of all pictures. */
    static List<byte[]> decode(byte[] stored, StreamCodec codec, AnnouncedStream announced, int threads) {
        List<byte[]> planes = new ArrayList<>();
        Planes into = announced.planes();
        try (StreamDecoder decoder = new StreamDecoder(stored, codec, announced, threads)) {
            while (decoder.next(into)) {
                for (byte[] plane : into.data()) {
                    planes.add(plane.clone());
                }
            }
        }
        return planes;
    }

    static String sha256(List<byte[]> planes) {
        MessageDigest digest = Sha256.digest();
        planes.forEach(digest::update);
        return Sha256.of(digest);
    }
}
