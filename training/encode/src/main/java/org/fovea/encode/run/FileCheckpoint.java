package org.fovea.encode.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.Checkpoint;

/**
 * A stage's checkpoint in a file that is replaced as a whole. The file begins with a key, a hash of everything that the
 * stage's result depends on, so that a checkpoint of other settings is never taken for one of these, and a hash of what
 * follows.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FileCheckpoint(Path file, byte[] key) implements Checkpoint {
    private static final byte[] MAGIC = "FVCKPT1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HASH = 32;

    FileCheckpoint(Path file, String key) {
        this(file, hash(key.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<byte[]> load() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        int start = MAGIC.length + 2 * HASH;
        if (bytes.length < start
                || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))
                || !Arrays.equals(key, Arrays.copyOfRange(bytes, MAGIC.length, MAGIC.length + HASH))) {
            return Optional.empty();
        }
        byte[] state = Arrays.copyOfRange(bytes, start, bytes.length);
        return Arrays.equals(hash(state), Arrays.copyOfRange(bytes, start - HASH, start))
                ? Optional.of(state)
                : Optional.empty();
    }

    @Override
    public void save(byte[] state) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(MAGIC.length + 2 * HASH + state.length);
        all.put(MAGIC).put(key).put(hash(state)).put(state);
        AtomicFile.write(file, all.array());
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static byte[] hash(byte[] state) {
        return HexFormat.of().parseHex(Sha256.of(state));
    }
}
