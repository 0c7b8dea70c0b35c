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
import java.util.stream.Stream;

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
        return matching(
                folder, file -> SQLITE.matcher(file.getFileName().toString()).matches());
    }

    /** What processes that are gone had begun to write in place of a file. */
    public static List<Path> unfinished(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Pattern begun =
                Pattern.compile(Pattern.quote("." + absolute.getFileName() + ".") + "(\\d{1,18})\\.\\d+\\.part");
        try (Stream<Path> files = Files.list(absolute.resolveSibling(""))) {
            return files.filter(file -> {
                        Matcher name = begun.matcher(file.getFileName().toString());
                        return name.matches()
                                && ProcessHandle.of(Long.parseLong(name.group(1)))
                                        .isEmpty();
                    })
                    .toList();
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
        Instant latest = Instant.now().minus(QUIET);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, filter)) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(latest)) {
                    found.add(file);
                }
            }
        } catch (NotDirectoryException e) {
            return found;
        }
        return found;
    }
}
