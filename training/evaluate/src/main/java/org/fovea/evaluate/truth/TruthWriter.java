package org.fovea.evaluate.truth;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.fovea.evaluate.truth.TruthFormat.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Writes an entry of {@link TruthFormat}, pair by pair. The file appears when it is complete. A cache that cannot be
 * written must not cost a score: the first problem ends the writing and is reported at the end.
 */
public final class TruthWriter implements AutoCloseable {
    private final @Nullable AtomicFile file;
    private final Shape shape;
    private final DigestOutputStream digest;
    private final DataOutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private @Nullable IOException problem;

    /**
     * Begins an entry in a stream, which is closed with this.
     *
     * @param file that the stream writes, null for none
     */
    TruthWriter(OutputStream target, @Nullable AtomicFile file, Header header) throws IOException {
        this.file = file;
        shape = header.shape();
        digest = new DigestOutputStream(target, Sha256.digest());
        out = new DataOutputStream(digest);
        TruthFormat.write(out, header);
    }

    /**
     * The next pair's output.
     *
     * @throws IllegalArgumentException where it has another shape
     */
    public void add(PairAnswer answer) {
        if (answer.classes().length != shape.pixels()
                || answer.pose().length != shape.outputs()
                || answer.further().length != shape.further()) {
            throw new IllegalArgumentException("an output of another shape");
        }
        if (problem != null) {
            return;
        }
        try {
            out.writeByte(TruthFormat.PAIR);
            byte[] packed = deflate(answer.classes());
            out.writeInt(packed.length);
            out.write(packed);
            for (float[] values : new float[][] {answer.pose(), answer.further()}) {
                for (float value : values) {
                    out.writeFloat(value);
                }
            }
        } catch (IOException e) {
            problem = e;
        }
    }

    private byte[] deflate(byte[] classes) {
        deflater.reset();
        deflater.setInput(classes);
        deflater.finish();
        byte[] packed = new byte[classes.length + classes.length / 1000 + 64];
        int length = 0;
        while (!deflater.finished()) {
            if (length == packed.length) {
                packed = Arrays.copyOf(packed, 2 * length);
            }
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return Arrays.copyOf(packed, length);
    }

    /**
     * Every pair is there.
     *
     * @param frames of the clip
     * @return why nothing was written; empty where the entry is in place
     */
    public Optional<IOException> commit(long frames) {
        if (problem == null) {
            try {
                out.writeByte(TruthFormat.END);
                out.writeLong(frames);
                out.flush();
                digest.on(false);
                out.write(digest.getMessageDigest().digest());
                out.close();
                if (file != null) {
                    file.commit();
                }
            } catch (IOException e) {
                problem = e;
            }
        }
        return Optional.ofNullable(problem);
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        deflater.close();
        try (file) {
            out.close();
        } catch (IOException e) {
            if (problem == null) {
                throw e;
            }
        }
    }
}
