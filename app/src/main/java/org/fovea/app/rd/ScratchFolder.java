package org.fovea.app.rd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is gone with its content when it is closed, or when the process ends, by Ctrl-C for example. */
final class ScratchFolder implements AutoCloseable {
    private final Path path;
    private final Thread atEnd;

    private ScratchFolder(Path path) {
        this.path = path;
        this.atEnd = new Thread(() -> {
            try {
                remove();
            } catch (IOException | UncheckedIOException e) {
                // Its name says what it is, and nobody is left to be told.
                return;
            }
        });
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /** A new one in a folder. */
    static ScratchFolder in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new ScratchFolder(Files.createTempDirectory(folder, ".rival"));
    }

    Path path() {
        return path;
    }

    private void remove() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(path)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws IOException {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The process is ending; the hook finds nothing.
            return;
        }
    }
}
