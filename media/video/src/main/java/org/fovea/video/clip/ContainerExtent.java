package org.fovea.video.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import org.fovea.codec.FormatException;

/**
 * Whether a file has all the bytes that its outermost elements say. FFmpeg reads a file that was cut between two
 * packets as a shorter clip without a word. Formats: Matroska (RFC 9559) with EBML (RFC 8794), ISO base media (ISO/IEC
 * 14496-12), AVI, MPEG transport streams (ISO/IEC 13818-1).
 */
final class ContainerExtent {
    private static final long EBML = 0x1a45dfa3L;
    private static final long SEGMENT = 0x18538067L;

    /** More boxes at the outermost level than any file has; fragments count two each. */
    private static final int MAX_ELEMENTS = 1 << 20;

    private static final int SYNC = 0x47;
    private static final int TS_PACKET = 188;

    /** Packets that fill a gap; they are not counted. */
    private static final int NO_PART = 0x1fff;

    private final Path path;
    private final FileChannel channel;
    private final long length;

    private ContainerExtent(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    /**
     * Checks the outermost elements; files of other kinds pass.
     *
     * @return size of the file in bytes
     * @throws FormatException where the file is empty or shorter than it says
     */
    static long verify(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FormatException(
                            ClipInput.CONTAINER, 0, "a folder without PNG or JPEG pictures", "name a clip in it")
                    .inFile(path.toString());
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ContainerExtent extent = new ContainerExtent(path, channel);
            extent.verify();
            return extent.length;
        }
    }

    private void verify() throws IOException {
        if (length == 0) {
            throw failure(0, "the file is empty", "fetch it again");
        }
        ByteBuffer start = read(0, 12);
        if (start.remaining() < 12) {
            return;
        }
        if ((start.getInt(0) & 0xffffffffL) == EBML) {
            verifyMatroska();
        } else if (start.getInt(4) == name("ftyp")) {
            verifyBoxes();
        } else if (start.getInt(0) == name("RIFF") && start.getInt(8) == name("AVI ")) {
            verifyChunks();
        } else if (start.get(0) == SYNC) {
            verifyTransport();
        }
    }

    /** AVI: one chunk, or several where it is larger than a gigabyte. */
    private void verifyChunks() throws IOException {
        long at = 0;
        for (int i = 0; i < MAX_ELEMENTS && at < length; i++) {
            ByteBuffer head = read(at, 8);
            if (head.remaining() < 8 || head.getInt(0) != name("RIFF")) {
                return;
            }
            long size = Integer.reverseBytes(head.getInt(4)) & 0xffffffffL;
            long end = at + 8 + size;
            if (size > 0 && end > length) {
                throw tooShort("chunk", end);
            }
            at = size == 0 ? length : end + (size & 1);
        }
    }

    /**
     * A transport stream counts the packets of each part (ISO/IEC 13818-1, 2.4.3.3). Where the count jumps in the midst
     * of a unit, something is lost; where it jumps between two, streams were joined.
     */
    private void verifyTransport() throws IOException {
        int[] last = new int[1 << 13];
        Arrays.fill(last, -1);
        ByteBuffer many = ByteBuffer.allocate(1000 * TS_PACKET);
        long at = 0;
        while (at + TS_PACKET <= length) {
            many.clear();
            int count = channel.read(many, at) / TS_PACKET;
            for (int i = 0; i < count; i++) {
                int head = many.getInt(i * TS_PACKET);
                if (head >>> 24 != SYNC) {
                    return; // FFmpeg says what it makes of it
                }
                int id = head >> 8 & 0x1fff;
                boolean payload = (head & 0x10) != 0;
                boolean begins = (head & 0x400000) != 0;
                boolean declared = (head & 0x20) != 0
                        && many.get(i * TS_PACKET + 4) != 0
                        && (many.get(i * TS_PACKET + 5) & 0x80) != 0;
                int number = head & 15;
                boolean follows = last[id] < 0 || number == last[id] || number == (last[id] + 1 & 15);
                if (payload && id != NO_PART && !follows && !begins && !declared) {
                    long place = at + (long) i * TS_PACKET;
                    throw failure(
                            place,
                            "packets are missing before this one (part " + id + ", number " + number + " after "
                                    + last[id] + ")",
                            ClipInput.DAMAGED);
                }
                last[id] = payload ? number : last[id];
            }
            if (count == 0) {
                return;
            }
            at += (long) count * TS_PACKET;
        }
    }

    private void verifyMatroska() throws IOException {
        long at = 0;
        for (int i = 0; i < 2 && at < length; i++) {
            ByteBuffer head = read(at, 12);
            if (head.remaining() < 5) {
                return;
            }
            long id = head.getInt(0) & 0xffffffffL;
            int sizeBytes = Integer.numberOfLeadingZeros(head.get(4) & 0xff) - 24 + 1;
            if (sizeBytes > 8 || head.remaining() < 4 + sizeBytes) {
                return;
            }
            long size = head.get(4) & (0xff >> sizeBytes);
            for (int k = 1; k < sizeBytes; k++) {
                size = size << 8 | head.get(4 + k) & 0xff;
            }
            boolean unknown = size == (1L << 7 * sizeBytes) - 1;
            long end = at + 4 + sizeBytes + size;
            if (!unknown && end > length) {
                throw tooShort(id == SEGMENT ? "segment" : "header", end);
            }
            at = unknown ? length : end;
        }
    }

    private void verifyBoxes() throws IOException {
        boolean index = false;
        long at = 0;
        for (int i = 0; i < MAX_ELEMENTS && at < length; i++) {
            ByteBuffer head = read(at, 16);
            if (head.remaining() < 8) {
                throw tooShort("box header", at + 8);
            }
            long size = head.getInt(0) & 0xffffffffL;
            if (size == 1 && head.remaining() == 16) {
                size = head.getLong(8);
            }
            index |= head.getInt(4) == name("moov");
            if (size == 0) {
                size = length - at;
            }
            if (size < 8 || size > Long.MAX_VALUE - at) {
                throw failure(at, "a box of " + size + " bytes", ClipInput.DAMAGED);
            }
            if (at + size > length) {
                throw tooShort("box", at + size);
            }
            at += size;
        }
        if (!index) {
            throw failure(
                    length,
                    "the index (moov) is missing: the recording was not finished, or its end was not copied",
                    "fetch it again, or restore the index with a tool such as untrunc");
        }
    }

    private FormatException tooShort(String what, long end) {
        String reason =
                String.format(Locale.ROOT, "truncated: the %s ends at byte %,d, the file at %,d", what, end, length);
        return failure(length, reason, "fetch it again, or record it to the end");
    }

    private FormatException failure(long place, String what, String hint) {
        return new FormatException(ClipInput.CONTAINER, place, what, hint).inFile(path.toString());
    }

    private static int name(String type) {
        return type.charAt(0) << 24 | type.charAt(1) << 16 | type.charAt(2) << 8 | type.charAt(3);
    }

    /** Up to {@code count} bytes, big-endian; fewer at the end of the file. */
    private ByteBuffer read(long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                break;
            }
        }
        return bytes.flip();
    }
}
