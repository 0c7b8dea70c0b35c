package org.fovea.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.testkit.SharedFiles;

/**
 * The real submissions beside the repository. Tests that need them are skipped, with a reason, where they are absent.
 */
final class SharedData {
    static final String MASK_HASH = "0344fcfc39e683f21a71db1085a8697a94c4606f91f883362e9acc02fc7b5b45";

    private SharedData() {}

    static Path file(String name) {
        return SharedFiles.file("data/qzs3/" + name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Submission open(String name) {
        return Submissions.open(bytes(name), name);
    }
}
