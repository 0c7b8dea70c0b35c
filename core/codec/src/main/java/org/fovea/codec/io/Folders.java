package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

public final class Folders {
    private Folders() {}

    /**
     * Removes a folder with all it holds, or a file; what is gone already, or goes meanwhile, is no error. Symbolic
     * links are removed, not followed.
     */
    public static void remove(Path path) throws IOException {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                    for (Path each : inside) {
                        remove(each);
                    }
                } catch (DirectoryIteratorException e) {
                    throw e.getCause();
                }
            }
            Files.deleteIfExists(path);
        } catch (NoSuchFileException e) {
            return; // gone meanwhile
        }
    }
}
