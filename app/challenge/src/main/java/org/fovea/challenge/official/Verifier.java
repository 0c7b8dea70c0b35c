package org.fovea.challenge.official;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.fovea.challenge.official.Finding.State;
import org.fovea.codec.io.Sha256;

/** Checks whether a folder, a clone of the challenge's repository for instance, has the official files. */
public final class Verifier {
    private static final String FETCH = "run git lfs pull in the clone of the challenge";

    private final Path folder;

    /** Looks in {@code folder}. */
    public Verifier(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks at one file.
     *
     * @param progress told how many bytes were read since the last time
     */
    public Finding verify(OfficialFile file, LongConsumer progress) throws IOException {
        Path path = folder.resolve(file.path());
        if (!Files.exists(path)) {
            return new Finding(file, State.MISSING, "not there", FETCH);
        }
        if (!Files.isRegularFile(path)) {
            return new Finding(file, State.OTHER, "not a regular file", "move it away");
        }
        long size = Files.size(path);
        if (size <= LfsPointer.MAX_BYTES) {
            Optional<LfsPointer> pointer = LfsPointer.parse(Files.readAllBytes(path));
            if (pointer.isPresent()) {
                return ofPointer(file, pointer.get());
            }
        }
        String sha256 = Sha256.of(path, progress);
        if (size == file.bytes() && sha256.equals(file.sha256())) {
            return new Finding(file, State.GENUINE, format("%,d bytes, sha256 %s", size, sha256), "");
        }
        return new Finding(file, State.OTHER, difference(file, size, sha256), "move it away, then " + FETCH);
    }

    private static Finding ofPointer(OfficialFile file, LfsPointer pointer) {
        if (pointer.pointsTo(file)) {
            return new Finding(
                    file,
                    State.POINTER,
                    "a Git LFS pointer instead of the genuine file; the repository was cloned without its large files",
                    FETCH);
        }
        return new Finding(
                file,
                State.OTHER,
                format(
                        "a Git LFS pointer to another file: %,d bytes, sha256 %s; the genuine one has %,d, %s",
                        pointer.bytes(), pointer.sha256(), file.bytes(), file.sha256()),
                "check out the challenge's own commit");
    }

    private static String difference(OfficialFile file, long size, String sha256) {
        if (size == file.bytes()) {
            return format("the size is right, sha256 is %s, not %s", sha256, file.sha256());
        }
        return format(
                "%,d bytes, the genuine file has %,d%s; sha256 %s",
                size, file.bytes(), size < file.bytes() ? " (cut short?)" : "", sha256);
    }

    /**
     * Files beside the clip. The challenge's program divides by the bytes of everything in the clip's folder, so that
     * these would change every rate.
     */
    public List<Path> strayFiles() throws IOException {
        Path clip = folder.resolve(OfficialFiles.CLIP.path());
        if (!Files.isDirectory(clip.getParent())) {
            return List.of();
        }
        List<Path> stray = new ArrayList<>();
        try (Stream<Path> files = Files.walk(clip.getParent())) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(clip))
                    .sorted()
                    .forEach(stray::add);
        }
        return stray;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /**
     * The small text file that Git LFS keeps in a repository in place of a large one (Git LFS specification, "The
     * Pointer").
     *
     * @param sha256 of the large file
     * @param bytes its size
     */
    record LfsPointer(String sha256, long bytes) {
        /** The specification's limit for a pointer. */
        static final int MAX_BYTES = 1024;

        private static final List<String> VERSIONS =
                List.of("version https://git-lfs.github.com/spec/v1", "version https://hawser.github.com/spec/v1");

        /** Reads a pointer; empty where {@code file} is none. */
        static Optional<LfsPointer> parse(byte[] file) {
            if (file.length > MAX_BYTES) {
                return Optional.empty();
            }
            List<String> lines =
                    new String(file, StandardCharsets.UTF_8).lines().toList();
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
        boolean pointsTo(OfficialFile file) {
            return sha256.equals(file.sha256()) && bytes == file.bytes();
        }
    }
}
