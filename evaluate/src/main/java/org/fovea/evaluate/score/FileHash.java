package org.fovea.evaluate.score;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of files, and what they tell. */
public final class FileHash {
    private static final int BUFFER = 1 << 20;

    private FileHash() {}

    /** SHA-256 of a file's content, lower-case hexadecimal digits. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Refuses one file as both original and candidate, under two names, through a link, or as a copy.
     *
     * @throws ScoreException where the two are one
     */
    public static void verifyDifferent(Path original, Path candidate) throws IOException {
        if (Files.isSameFile(original, candidate)) {
            throw new ScoreException(
                    candidate + ": original and candidate are the same file; name what was made of the original");
        }
        if (Files.isRegularFile(original)
                && Files.isRegularFile(candidate)
                && Files.size(original) == Files.size(candidate)
                && Files.mismatch(original, candidate) < 0) {
            throw new ScoreException(
                    candidate + ": is a copy of the original " + original + "; name what was made of the original");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
