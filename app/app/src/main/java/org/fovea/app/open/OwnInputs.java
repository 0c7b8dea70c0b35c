package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** No command overwrites what it is told to read, even if forced: a clip would be gone when its archive is made. */
public final class OwnInputs {
    private OwnInputs() {}

    /**
     * The first file that is there, is read and would be written.
     *
     * @param read what may be names of files, among other words
     * @param written likewise
     */
    public static Optional<Path> overwritten(List<String> read, List<String> written) {
        List<Path> inputs = files(read);
        return files(written).stream()
                .filter(output -> inputs.stream().anyMatch(input -> isSame(input, output)))
                .findFirst();
    }

    private static List<Path> files(List<String> words) {
        return words.stream().filter(OwnInputs::isFile).map(Path::of).toList();
    }

    private static boolean isFile(String word) {
        try {
            return Files.isRegularFile(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
