package org.fovea.evaluate.truth;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.fovea.evaluate.truth.TruthFormat.Shape;
import org.jspecify.annotations.Nullable;

/** A file of ground truth. */
final class RememberedTruth {
    private final String name;
    private final Closeable file;
    private final Header header;
    private final DataInputStream in;
    private final long clipFrames;
    private int pairs;
    private boolean ended;

    private RememberedTruth(String name, Closeable file, DataInputStream in, long clipFrames) throws IOException {
        this.name = name;
        this.file = file;
        this.in = in;
        this.clipFrames = clipFrames;
        TruthFormat.verify(clipFrames >= 2, "has " + clipFrames + " frames");
        header = TruthFormat.read(in);
    }

    /** @throws FormatException where the file is damaged */
    static RememberedTruth open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long bytes = channel.size();
            TruthFormat.verify(bytes > TruthFormat.TRAILER_BYTES, "is truncated");
            verifyHash(Channels.newInputStream(channel), bytes);
            // The same open file, so that a writer who replaces the entry meanwhile changes nothing here.
            channel.position(bytes - TruthFormat.HASH_BYTES - Long.BYTES);
            long clipFrames = new DataInputStream(Channels.newInputStream(channel)).readLong();
            channel.position(0);
            InputStream all = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
            return new RememberedTruth(path.toString(), channel, new DataInputStream(all), clipFrames);
        } catch (FormatException e) {
            channel.close();
            throw e.inFile(path.toString());
        } catch (EOFException e) {
            channel.close();
            throw new FormatException("cache", 0, "is truncated").inFile(path.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** @throws FormatException where the bytes are damaged */
    static RememberedTruth of(byte[] bytes) {
        try {
            TruthFormat.verify(bytes.length > TruthFormat.TRAILER_BYTES, "is truncated");
            verifyHash(new ByteArrayInputStream(bytes), bytes.length);
            long clipFrames = ByteBuffer.wrap(bytes).getLong(bytes.length - TruthFormat.HASH_BYTES - Long.BYTES);
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            return new RememberedTruth("ground truth", in, in, clipFrames);
        } catch (IOException e) {
            throw new FormatException("cache", 0, "is truncated");
        }
    }

    private static void verifyHash(InputStream all, long bytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        long left = bytes - TruthFormat.HASH_BYTES;
        byte[] buffer = new byte[1 << 16];
        while (left > 0) {
            int read = all.read(buffer, 0, (int) Math.min(left, buffer.length));
            TruthFormat.verify(read > 0, "shrank while being read");
            digest.update(buffer, 0, read);
            left -= read;
        }
        TruthFormat.verify(
                MessageDigest.isEqual(digest.digest(), all.readNBytes(TruthFormat.HASH_BYTES)), "checksum differs");
    }

    TruthReader reader() {
        return new TruthReader(header.size(), clipFrames, true, this::next, file);
    }

    Header header() {
        return header;
    }

    private @Nullable Supplier<PairAnswer> next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            int kind = in.readUnsignedByte();
            if (kind == TruthFormat.END) {
                ended = true;
                verify(
                        clipFrames / 2 == pairs || (clipFrames + 1) / 2 == pairs,
                        "has " + pairs + " pairs, a clip of " + clipFrames + " frames");
                return null;
            }
            verify(kind == TruthFormat.PAIR, "pair " + pairs + " begins with " + kind);
            Shape shape = header.shape();
            int length = in.readInt();
            verify(length >= 1 && length <= 2L * shape.pixels() + 64, "pair " + pairs + " has " + length + " bytes");
            byte[] packed = in.readNBytes(length);
            float[] pose = floats(shape.outputs());
            float[] further = floats(shape.further());
            int pair = pairs++;
            return () -> new PairAnswer(inflate(packed, pair), pose, further);
        } catch (EOFException e) {
            throw new FormatException("cache", 0, "is truncated").inFile(name);
        }
    }

    private float[] floats(int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
            verify(Float.isFinite(values[i]), "pair " + pairs + ", output " + i + " is not finite");
        }
        return values;
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
            throw new FormatException("cache", 0, "pair " + pair + " cannot be unpacked").inFile(name);
        }
        for (byte id : classes) {
            verify((id & 0xff) < shape.classes(), "pair " + pair + " has class " + (id & 0xff));
        }
        return classes;
    }

    private void verify(boolean condition, String reason) {
        if (!condition) {
            throw new FormatException("cache", 0, reason, "remove the file").inFile(name);
        }
    }
}
