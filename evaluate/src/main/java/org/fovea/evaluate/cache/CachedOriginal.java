package org.fovea.evaluate.cache;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.cache.CacheFormat.Header;
import org.fovea.evaluate.cache.CacheFormat.Shape;
import org.fovea.evaluate.score.OriginalAnswers;

/** Remembered answers, in place of the original's frames. */
public final class CachedOriginal implements OriginalAnswers {
    private final Path path;
    private final FileChannel channel;
    private final Header header;
    private final DataInputStream in;
    private final long clipFrames;
    private int pairs;
    private boolean ended;

    private CachedOriginal(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        long bytes = channel.size();
        CacheFormat.verify(bytes > CacheFormat.TRAILER_BYTES, "is cut short");
        verifyHash(bytes);
        // The same open file, so that a writer who replaces the entry meanwhile changes nothing here.
        channel.position(bytes - CacheFormat.HASH_BYTES - Long.BYTES);
        clipFrames = new DataInputStream(Channels.newInputStream(channel)).readLong();
        CacheFormat.verify(clipFrames >= 2, "has " + clipFrames + " frames");
        channel.position(0);
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
        header = CacheFormat.read(in);
    }

    /** @throws FormatException where the file is damaged */
    static CachedOriginal open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new CachedOriginal(path, channel);
        } catch (FormatException e) {
            channel.close();
            throw e.inFile(path.toString());
        } catch (EOFException e) {
            channel.close();
            throw new FormatException("cache", 0, "is cut short").inFile(path.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void verifyHash(long bytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        InputStream all = Channels.newInputStream(channel);
        long left = bytes - CacheFormat.HASH_BYTES;
        byte[] buffer = new byte[1 << 16];
        while (left > 0) {
            int read = all.read(buffer, 0, (int) Math.min(left, buffer.length));
            CacheFormat.verify(read > 0, "became shorter while it was read");
            digest.update(buffer, 0, read);
            left -= read;
        }
        CacheFormat.verify(
                MessageDigest.isEqual(digest.digest(), all.readNBytes(CacheFormat.HASH_BYTES)), "checksum differs");
    }

    Header header() {
        return header;
    }

    @Override
    public long clipFrames() {
        return clipFrames;
    }

    @Override
    public FrameSize size() {
        return header.size();
    }

    @Override
    public Supplier<PairAnswer> next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            int kind = in.readUnsignedByte();
            if (kind == CacheFormat.END) {
                ended = true;
                verify(clipFrames / 2 == pairs, "has " + pairs + " pairs, a clip of " + clipFrames + " frames");
                return null;
            }
            verify(kind == CacheFormat.PAIR, "pair " + pairs + " begins with " + kind);
            Shape shape = header.shape();
            int length = in.readInt();
            verify(length >= 1 && length <= 2L * shape.pixels() + 64, "pair " + pairs + " has " + length + " bytes");
            byte[] packed = in.readNBytes(length);
            float[] pose = new float[shape.outputs()];
            for (int i = 0; i < pose.length; i++) {
                pose[i] = in.readFloat();
                verify(Float.isFinite(pose[i]), "pair " + pairs + ", output " + i + " is not finite");
            }
            int pair = pairs++;
            return () -> new PairAnswer(inflate(packed, pair), pose);
        } catch (EOFException e) {
            throw new FormatException("cache", 0, "is cut short").inFile(path.toString());
        }
    }

    private byte[] inflate(byte[] packed, int pair) {
        Shape shape = header.shape();
        byte[] classes = new byte[shape.pixels()];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            int done = 0;
            while (done < classes.length) {
                int step = inflater.inflate(classes, done, classes.length - done);
                if (step == 0) {
                    break;
                }
                done += step;
            }
            verify(done == classes.length, "pair " + pair + " has " + done + " pixels");
        } catch (DataFormatException e) {
            throw new FormatException("cache", 0, "pair " + pair + " cannot be unpacked").inFile(path.toString());
        }
        for (byte id : classes) {
            verify((id & 0xff) < shape.classes(), "pair " + pair + " has class " + (id & 0xff));
        }
        return classes;
    }

    private void verify(boolean condition, String reason) {
        if (!condition) {
            throw new FormatException("cache", 0, reason + "; fovea cache clear removes it").inFile(path.toString());
        }
    }

    @Override
    public int skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (next() == null) {
                return i;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
