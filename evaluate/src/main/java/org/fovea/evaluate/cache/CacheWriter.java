package org.fovea.evaluate.cache;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.cache.CacheFormat.Header;
import org.fovea.evaluate.cache.CacheFormat.Shape;

/**
 * Remembers answers while they are computed. The entry appears when it is complete. A cache that cannot be written must not cost a score:
 * the first problem ends the writing and is told at the end.
 */
public final class CacheWriter implements AutoCloseable {
    private final Shape shape;
    private final AtomicFile file;
    private final DigestOutputStream digest;
    private final DataOutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private IOException problem;

    CacheWriter(AtomicFile file, Header header) throws IOException {
        this.file = file;
        this.shape = header.shape();
        digest = new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file.path()), 1 << 16), Sha256.digest());
        out = new DataOutputStream(digest);
        CacheFormat.write(out, header);
    }

    /** The next pair's answer. */
    public void add(PairAnswer answer) {
        if (problem != null) {
            return;
        }
        if (answer.classes().length != shape.pixels() || answer.pose().length != shape.outputs()) {
            throw new IllegalArgumentException("an answer of another shape");
        }
        try {
            out.writeByte(CacheFormat.PAIR);
            byte[] packed = deflate(answer.classes());
            out.writeInt(packed.length);
            out.write(packed);
            for (float value : answer.pose()) {
                out.writeFloat(value);
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
                packed = java.util.Arrays.copyOf(packed, 2 * length);
            }
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return java.util.Arrays.copyOf(packed, length);
    }

    /**
     * Every pair is there.
     *
     * @param frames of the clip
     * @return why nothing is remembered; empty where the entry is in place
     */
    public Optional<IOException> commit(long frames) {
        if (problem == null) {
            try {
                out.writeByte(CacheFormat.END);
                out.writeLong(frames);
                out.flush();
                digest.on(false);
                out.write(digest.getMessageDigest().digest());
                out.close();
                file.commit();
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
