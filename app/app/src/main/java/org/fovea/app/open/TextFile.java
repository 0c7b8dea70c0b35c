package org.fovea.app.open;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.text.Text;
import org.fovea.codec.io.FileKind;
import org.fovea.codec.io.Utf8;

/** Texts that people write: reviews, notes, plans. */
public final class TextFile {
    /** Bytes; a book has less. */
    private static final int MAX_BYTES = 1 << 20;

    private TextFile() {}

    /**
     * All of a file.
     *
     * @param wanted what it should be, with its article
     * @throws AppException where it is longer than a megabyte
     * @throws org.fovea.codec.FormatException where it is no text in UTF-8
     */
    public static String read(Path file, String wanted) throws IOException {
        byte[] bytes;
        try (InputStream in = FileKind.open(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw AppException.badInput(file + ": more than " + Text.size(MAX_BYTES) + "; name a text file");
        }
        return Utf8.text(bytes)
                .orElseThrow(() -> FileKind.refusal("text", bytes, wanted + " in UTF-8", "write it as a text in UTF-8")
                        .inFile(file.toString()));
    }

    /**
     * A file of any length, from its beginning.
     *
     * @param wanted what it should be, with its article
     * @param remedy what makes one
     * @throws org.fovea.codec.FormatException where it begins like a file of another kind
     */
    public static InputStream open(Path file, String wanted, String remedy) throws IOException {
        // Read once only: it may be a pipe.
        InputStream in = new BufferedInputStream(FileKind.open(file));
        in.mark(FileKind.HEAD);
        byte[] head = in.readNBytes(FileKind.HEAD);
        in.reset();
        if (!FileKind.of(head).equals(Optional.of(FileKind.TEXT))) {
            in.close();
            throw FileKind.refusal("text", head, wanted, remedy).inFile(file.toString());
        }
        return in;
    }
}
