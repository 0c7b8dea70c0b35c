package org.fovea.app.open;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.codec.io.Utf8;

/** Texts that people write: reviews, notes, plans. */
public final class TextFile {
    /** Bytes; a book has less. */
    private static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * All of a file.
     *
     * @throws AppException where it is a folder, longer than a megabyte, or no text in UTF-8
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = open(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw AppException.badInput(file + ": more than " + Text.size(MAX_BYTES) + "; name a text file");
        }
        return Utf8.text(bytes).orElseThrow(() -> AppException.badInput(file + ": no text in UTF-8; convert it"));
    }

    /**
     * A file of any length, from its beginning.
     *
     * @throws AppException where it is a folder; the system's own words for that do not name it
     */
    public static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw AppException.badInput(file + ": is a folder; name a file in it");
        }
        return Files.newInputStream(file);
    }
}
