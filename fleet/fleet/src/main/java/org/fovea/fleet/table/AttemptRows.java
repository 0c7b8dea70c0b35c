package org.fovea.fleet.table;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;

/**
 * Rows that are not in the table yet: a folder with a JSON file for each. A file appears as a whole or not at all, so
 * rows may come from any number of processes and machines that share the folder, and a process that is killed leaves
 * the rows that it has finished.
 */
public final class AttemptRows {
    private static final String SUFFIX = ".json";

    private final Path folder;

    /** In a folder, which is made with the first row. */
    public AttemptRows(Path folder) {
        this.folder = folder;
    }

    /** Keeps a row. One of the same attempt is replaced. */
    public void add(Attempt attempt) throws IOException {
        AtomicFile.write(folder.resolve(name(attempt)), Json.of(attempt).getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Attempt attempt) {
        String key = attempt.work().key();
        return attempt.subject().clip() + "." + attempt.work().step() + "."
                + (key.isEmpty() ? "unread" : key.substring(0, 16)) + "."
                + attempt.run().number() + SUFFIX;
    }

    /** The files of the rows that are there now, complete ones only. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, AttemptRows::isRow)) {
                all.forEach(files::add);
            }
        }
        return files;
    }

    /** Files that are being written have a name that begins with a dot. */
    private static boolean isRow(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".");
    }
}
