package org.fovea.video.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;

/**
 * Where a clip's bytes are.
 *
 * @param path as its user named it
 * @param pictures a frame each; none where the path is a file
 */
record ClipPath(Path path, List<Path> pictures) {
    /** Larger files are no picture of at most 2^26 pixels: 8 bytes each, not compressed. */
    static final long MAX_PICTURE = 1L << 29;

    ClipPath {
        pictures = List.copyOf(pictures);
    }

    static ClipPath of(Path path) throws IOException {
        return new ClipPath(path, Pictures.of(path).orElse(List.of()));
    }

    /** Size in bytes, once it is sure that nothing is missing. */
    long verify() throws IOException {
        if (pictures.isEmpty()) {
            return ContainerExtent.verify(path);
        }
        long bytes = 0;
        for (Path picture : pictures) {
            long size = Files.size(picture);
            if (size == 0 || size > MAX_PICTURE) {
                throw new FormatException(
                                ClipInput.CONTAINER,
                                0,
                                size == 0 ? "the picture is empty" : "a picture of " + size + " bytes",
                                "fetch it again")
                        .inFile(picture.toString());
            }
            bytes += size;
        }
        return bytes;
    }

    /** SHA-256 of the file, or of all pictures one after the other. */
    String sha256() throws IOException {
        if (pictures.isEmpty()) {
            return Sha256.of(path);
        }
        MessageDigest digest = Sha256.digest();
        for (Path picture : pictures) {
            digest.update(Files.readAllBytes(picture));
        }
        return Sha256.of(digest);
    }
}
