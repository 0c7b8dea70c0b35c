package org.fovea.app.open;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Kinds of files that are often given in place of an archive, by their first bytes. */
final class KnownKind {
    private static final String VIDEO = "fovea clip info and fovea compress take videos";
    private static final String OTHER = "archives end in .zip";

    /**
     * A kind.
     *
     * @param name with its article
     * @param offset of the bytes that give it away
     * @param magic these bytes
     * @param hint what to do
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kind(String name, int offset, byte[] magic, String hint) {
        boolean is(byte[] file) {
            int end = offset + magic.length;
            return file.length >= end && Arrays.equals(file, offset, end, magic, 0, magic.length);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("a Matroska or WebM video", 0, bytes(0x1a, 0x45, 0xdf, 0xa3), VIDEO),
            new Kind("an MP4 or QuickTime video", 4, text("ftyp"), VIDEO),
            new Kind("an AVI video", 8, text("AVI "), VIDEO),
            new Kind("an IVF video", 0, text("DKIF"), VIDEO),
            new Kind("a Y4M video", 0, text("YUV4MPEG2"), "write it as MKV or MP4 first, with ffmpeg"),
            new Kind("a raw H.264 or HEVC video", 0, bytes(0, 0, 0, 1), VIDEO),
            new Kind("a PNG picture", 0, bytes(0x89, 'P', 'N', 'G'), OTHER),
            new Kind("a JPEG picture", 0, bytes(0xff, 0xd8, 0xff), OTHER),
            new Kind("a NumPy array", 0, bytes(0x93, 'N', 'U', 'M', 'P', 'Y'), OTHER),
            new Kind("a gzip file", 0, bytes(0x1f, 0x8b, 8), "unpack it first"),
            new Kind("a PDF document", 0, text("%PDF-"), OTHER),
            new Kind("a Git LFS pointer, not the file itself", 0, text("version https://git-lfs"), "run git lfs pull"));

    private KnownKind() {}

    /** What a file is, with its article, and what to do with it: "a PNG picture; archives end in .zip". */
    static Optional<String> of(byte[] file) {
        return KINDS.stream().filter(kind -> kind.is(file)).findFirst().map(kind -> kind.name() + "; " + kind.hint());
    }

    private static byte[] text(String magic) {
        return magic.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(int... magic) {
        byte[] bytes = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            bytes[i] = (byte) magic[i];
        }
        return bytes;
    }
}
