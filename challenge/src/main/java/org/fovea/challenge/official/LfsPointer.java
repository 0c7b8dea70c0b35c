package org.fovea.challenge.official;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The small text file that Git LFS keeps in a repository in place of a large one (Git LFS specification, "The
 * Pointer").
 *
 * @param sha256 of the large file
 * @param bytes its size
 */
public record LfsPointer(String sha256, long bytes) {
    /** The specification's limit for a pointer. */
    public static final int MAX_BYTES = 1024;

    private static final List<String> VERSIONS =
            List.of("version https://git-lfs.github.com/spec/v1", "version https://hawser.github.com/spec/v1");

    /** Reads a pointer; empty where {@code file} is none. */
    public static Optional<LfsPointer> parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            return Optional.empty();
        }
        List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !VERSIONS.contains(lines.getFirst())) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", 2);
            values.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        String oid = values.getOrDefault("oid", "");
        String size = values.getOrDefault("size", "");
        if (!oid.matches("sha256:[0-9a-f]{64}") || !size.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new LfsPointer(oid.substring("sha256:".length()), Long.parseLong(size)));
    }

    /** Whether it stands for {@code file}. */
    public boolean pointsTo(OfficialFile file) {
        return sha256.equals(file.sha256()) && bytes == file.bytes();
    }
}
