package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that a killed process leaves behind: libraries that SQLite unpacks into the folder for temporary files, and
 * what {@link AtomicFile} had begun. Of the libraries only those are found that were not changed for an hour, because
 * another process may use them.
 */
public final class Leftovers {
    private static final Pattern SQLITE = Pattern.compile("sqlite-.+-libsqlitejdbc\\.so(\\.lck)?");
    private static final Duration QUIET = Duration.ofHours(1);

    private Leftovers() {}

    /**
     * Libraries that SQLite has unpacked. Where a process still runs with one, the system keeps it for that process.
     */
    public static List<Path> libraries(Path folder) throws IOException {
        Instant latest = Instant.now().minus(QUIET);
        List<Path> quiet = new ArrayList<>();
        for (Path file : matching(
                folder, one -> SQLITE.matcher(one.getFileName().toString()).matches())) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(latest)) {
                quiet.add(file);
            }
        }
        return quiet;
    }

    /** What processes that are gone had begun to write in place of a file. */
    public static List<Path> unfinished(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Pattern begun = AtomicFile.begun(absolute);
        try {
            return matching(absolute.resolveSibling(""), file -> {
                Matcher name = begun.matcher(file.getFileName().toString());
                return name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
            });
        } catch (AccessDeniedException e) {
            return List.of(); // a folder that may be written to and not listed
        }
    }

    /**
     * Removes files that were found.
     *
     * @return bytes that are free now
     */
    public static long clear(List<Path> files) {
        long bytes = 0;
        for (Path file : files) {
            try {
                long size = Files.size(file);
                if (Files.deleteIfExists(file)) {
                    bytes += size;
                }
            } catch (IOException e) {
                continue; // somebody else's, or gone meanwhile
            }
        }
        return bytes;
    }

    private static List<Path> matching(Path folder, DirectoryStream.Filter<Path> filter) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    found.add(file);
                }
            }
        } catch (NotDirectoryException e) {
            return found;
        }
        return found;
    }
}
