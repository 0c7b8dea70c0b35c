package org.fovea.challenge.official;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.fovea.challenge.official.Finding.State;
import org.fovea.codec.io.FileKind;
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
        if (FileKind.of(path).filter(FileKind.LFS_POINTER::equals).isPresent()) {
            return new Finding(
                    file,
                    State.POINTER,
                    "a Git LFS pointer instead of the genuine file; the repository was cloned without its large files",
                    FETCH);
        }
        long size = Files.size(path);
        String sha256 = Sha256.of(path, progress);
        if (size == file.bytes() && sha256.equals(file.sha256())) {
            return new Finding(file, State.GENUINE, format("%,d bytes, sha256 %s", size, sha256), "");
        }
        return new Finding(file, State.OTHER, difference(file, size, sha256), "move it away, then " + FETCH);
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
}
