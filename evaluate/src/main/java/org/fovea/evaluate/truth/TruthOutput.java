package org.fovea.evaluate.truth;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.truth.TruthFormat.Header;
import org.fovea.evaluate.truth.TruthFormat.Shape;

/** Writes an entry of {@link TruthFormat}, pair by pair. */
final class TruthOutput implements AutoCloseable {
    private final Shape shape;
    private final DigestOutputStream digest;
    private final DataOutputStream out;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /** Begins an entry in a stream, which is closed with this. */
    TruthOutput(OutputStream target, Header header) throws IOException {
        shape = header.shape();
        digest = new DigestOutputStream(target, Sha256.digest());
        out = new DataOutputStream(digest);
        TruthFormat.write(out, header);
    }

    /** @throws IllegalArgumentException where the answer has another shape */
    void add(PairAnswer answer) throws IOException {
        if (answer.classes().length != shape.pixels()
                || answer.pose().length != shape.outputs()
                || answer.further().length != shape.further()) {
            throw new IllegalArgumentException("an answer of another shape");
        }
        out.writeByte(TruthFormat.PAIR);
        byte[] packed = deflate(answer.classes());
        out.writeInt(packed.length);
        out.write(packed);
        for (float value : answer.pose()) {
            out.writeFloat(value);
        }
        for (float value : answer.further()) {
            out.writeFloat(value);
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

    /** Every pair is there; {@code frames} are those of the clip. */
    void end(long frames) throws IOException {
        out.writeByte(TruthFormat.END);
        out.writeLong(frames);
        out.flush();
        digest.on(false);
        out.write(digest.getMessageDigest().digest());
        out.flush();
    }

    @Override
    public void close() throws IOException {
        deflater.close();
        out.close();
    }
}
