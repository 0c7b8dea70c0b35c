package org.fovea.evaluate.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether two files are one. */
public final class FileHash {
    private FileHash() {}

    /**
     * Refuses one file as both original and candidate, under two names, through a link, or as a copy.
     *
     * @throws ScoreException where the two are one
     */
    public static void verifyDifferent(Path original, Path candidate) throws IOException {
        // The name of an original of numbered pictures is a pattern, and no file's.
        if (Files.exists(original) && Files.isSameFile(original, candidate)) {
            throw new ScoreException(
                    candidate + ": original and candidate are the same file; name a file made from the original");
        }
        if (Files.isRegularFile(original)
                && Files.isRegularFile(candidate)
                && Files.size(original) == Files.size(candidate)
                && Files.mismatch(original, candidate) < 0) {
            throw new ScoreException(
                    candidate + ": is a copy of the original " + original + "; name a file made from the original");
        }
    }
}
