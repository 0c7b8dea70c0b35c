package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.fovea.video.clip.Clip;

/** Hashes of files, each computed at most once. For one request, during which nobody changes them. */
public final class FileHashes {
    private final Map<Path, String> known = new HashMap<>();

    /** SHA-256 of a file, or of the pictures that a path names, lower-case hexadecimal digits. */
    public synchronized String of(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        String hash = known.get(key);
        if (hash == null) {
            hash = Clip.sha256(file);
            known.put(key, hash);
        }
        return hash;
    }

    public synchronized FileHashes with(Path file, String sha256) {
        known.put(file.toAbsolutePath().normalize(), sha256);
        return this;
    }
}
