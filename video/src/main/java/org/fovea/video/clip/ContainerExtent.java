package org.fovea.video.clip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.fovea.codec.FormatException;

/**
 * Whether a file has all the bytes that its outermost elements say. FFmpeg reads a file that was cut between two
 * packets as a shorter clip without a word. Formats: Matroska (RFC 9559) with EBML (RFC 8794), ISO base media (ISO/IEC
 * 14496-12).
 */
final class ContainerExtent {
    private static final long EBML = 0x1a45dfa3L;
    private static final long SEGMENT = 0x18538067L;

    /** More boxes at the outermost level than any file has; fragments count two each. */
    private static final int MAX_ELEMENTS = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long length;

    private ContainerExtent(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    /**
     * Looks at the outermost elements; files of other kinds pass.
     *
     * @return size of the file in bytes
     * @throws FormatException where the file is empty or shorter than it says
     */
    static long verify(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FormatException(ClipInput.CONTAINER, 0, "a folder", "name a file in it").inFile(path.toString());
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ContainerExtent extent = new ContainerExtent(path, channel);
            extent.verify();
            return extent.length;
        }
    }

    private void verify() throws IOException {
        if (length == 0) {
            throw new FormatException(ClipInput.CONTAINER, 0, "the file is empty").inFile(path.toString());
        }
        ByteBuffer start = read(0, 12);
        if (start.remaining() < 12) {
            return;
        }
        if ((start.getInt(0) & 0xffffffffL) == EBML) {
            verifyMatroska();
        } else if (start.getInt(4) == name("ftyp")) {
            verifyBoxes();
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
            if (size == 0) {
                return;
            }
            if (size < 8 || size > Long.MAX_VALUE - at) {
                throw new FormatException(ClipInput.CONTAINER, at, "a box of " + size + " bytes")
                        .inFile(path.toString());
            }
            if (at + size > length) {
                throw tooShort("box", at + size);
            }
            at += size;
        }
    }

    private FormatException tooShort(String what, long end) {
        String reason =
                String.format(Locale.ROOT, "truncated: the %s ends at byte %,d, the file at %,d", what, end, length);
        return new FormatException(ClipInput.CONTAINER, length, reason).inFile(path.toString());
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
