package org.fovea.interop.brotli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.brotli.dec.BrotliInputStream;
import org.fovea.codec.FormatException;

/**
 * A Brotli stream (RFC 7932) that is followed by something else. Such a stream says itself where it ends, but the
 * library that decodes it reads ahead and does not say how far it came. The end is therefore searched for: the stream
 * is as long as the shortest prefix of the input that the library accepts as complete. The search is a proof, not a
 * guess, because a stream that is cut short is refused and one that is not used up is refused too.
 */
public final class BrotliStream {
    /** How far the library reads ahead of what it has decoded, at most; verified by the search, not trusted. */
    private static final int READ_AHEAD = 2 * 4096;

    /** What the library says about input that goes on behind the end of the stream. */
    private static final String TOO_LONG = "Unused bytes after end";

    private static final int CHUNK = 1 << 16;

    private final byte[] bytes;
    private final int used;

    private BrotliStream(byte[] bytes, int used) {
        this.bytes = bytes;
        this.used = used;
    }

    /** The decoded content; not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** Length of the stream in bytes. */
    public int used() {
        return used;
    }

    private enum Ending {
        /** The prefix ends where the stream ends, as far as the library looked. */
        COMPLETE,
        /** The stream ends before the prefix does. */
        TOO_LONG,
        /** The prefix is cut short (or damaged). */
        BROKEN
    }

    /**
     * Decodes the stream that begins at {@code data[from]}.
     *
     * @param section name for messages; offsets in them are counted from {@code from}
     * @param to end of the range in which the stream must end
     * @param most largest decoded size that makes sense here
     * @throws FormatException where the stream is damaged, cut short or decodes to more than {@code most} bytes
     */
    public static BrotliStream decode(String section, byte[] data, int from, int to, int most) {
        Objects.checkFromToIndex(from, to, data.length);
        Source source = new Source(data, from, to, READ_AHEAD);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new BrotliInputStream(source)) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (out.size() + count > most) {
                    throw new FormatException(section, 0, "Brotli stream unpacks to more than " + most + " bytes");
                }
                out.write(chunk, 0, count);
            }
        } catch (IOException | IndexOutOfBoundsException | IllegalStateException | NegativeArraySizeException e) {
            throw damaged(section, source, to - from, e);
        }
        return new BrotliStream(out.toByteArray(), findEnd(section, data, from, to, source, out.size()));
    }

    private static int findEnd(String section, byte[] data, int from, int to, Source source, int size) {
        int enough = Math.min(source.handedOut(), to - from);
        if (ending(data, from, enough, size) == Ending.BROKEN) {
            throw new FormatException(section, to - from, "Brotli stream is truncated");
        }
        int tooFew = Math.max(0, source.handedOut() - READ_AHEAD);
        if (tooFew > 0 && ending(data, from, tooFew, size) != Ending.BROKEN) {
            tooFew = 0;
        }
        while (enough - tooFew > 1) {
            int middle = (enough + tooFew) >>> 1;
            if (ending(data, from, middle, size) == Ending.BROKEN) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        if (ending(data, from, enough, size) != Ending.COMPLETE) {
            throw new FormatException(section, enough, "the end of a Brotli stream was not found");
        }
        return enough;
    }

    private static Ending ending(byte[] data, int from, int length, int size) {
        try (InputStream in = new BrotliInputStream(new Source(data, from, from + length, 0))) {
            byte[] chunk = new byte[CHUNK];
            long left = size;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                left -= count;
                if (left < 0) {
                    return Ending.BROKEN;
                }
            }
            return left == 0 ? Ending.COMPLETE : Ending.BROKEN;
        } catch (IOException e) {
            boolean unused =
                    e.getCause() != null && TOO_LONG.equals(e.getCause().getMessage());
            return unused ? Ending.TOO_LONG : Ending.BROKEN;
        } catch (IndexOutOfBoundsException | IllegalStateException | NegativeArraySizeException e) {
            return Ending.BROKEN;
        }
    }

    private static FormatException damaged(String section, Source source, int length, Exception cause) {
        int near = Math.min(source.handedOut(), length);
        String reason = source.handedOut() > length ? "Brotli stream is truncated" : "Brotli stream is damaged";
        FormatException problem = new FormatException(section, near, reason);
        problem.addSuppressed(cause);
        return problem;
    }

    /**
     * Hands out a range of the input, then some zero bytes, so that the library can read ahead of a stream that ends
     * with it.
     */
    private static final class Source extends InputStream {
        private final byte[] data;
        private final int from;
        private final int end;
        private final int most;
        private int position;

        Source(byte[] data, int from, int to, int zeros) {
            this.data = data;
            this.from = from;
            this.end = to;
            this.most = to + zeros;
            this.position = from;
        }

        int handedOut() {
            return position - from;
        }

        @Override
        public int read() {
            if (position >= most) {
                return -1;
            }
            int value = position < end ? data[position] & 0xff : 0;
            position++;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, most - position);
            if (count <= 0) {
                return -1;
            }
            int real = Math.clamp(end - (long) position, 0, count);
            System.arraycopy(data, Math.min(position, end), target, offset, real);
            Arrays.fill(target, offset + real, offset + count, (byte) 0);
            position += count;
            return count;
        }
    }
}
