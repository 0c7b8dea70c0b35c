package org.fovea.isolate;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A folder that is removed with all it holds when it is closed or the process ends, Ctrl-C included. Processes that
 * work in it are ended before.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Set<TemporaryFolder> OPEN = new HashSet<>();
    private static final int MAX_SECONDS = 5;
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolder::removeAll, "temporary-folders"));
    }

    private final Path path;
    private final Set<Process> processes = new HashSet<>();

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Makes a folder whose name begins with {@code prefix}; only its owner can enter it. */
    public static TemporaryFolder create(Path parent, String prefix) throws IOException {
        synchronized (OPEN) {
            if (ending) {
                throw new IOException("the program is ending");
            }
            TemporaryFolder folder = new TemporaryFolder(
                    Files.createTempDirectory(parent, prefix).toRealPath());
            OPEN.add(folder);
            return folder;
        }
    }

    /** Where it is; absolute, without symbolic links. */
    public Path path() {
        return path;
    }

    /** Starts a process that is ended, with all its children, before the folder is removed. */
    public Process start(ProcessBuilder builder) throws IOException {
        synchronized (OPEN) {
            if (!OPEN.contains(this)) {
                throw new IOException(path + " is gone");
            }
            Process process = builder.start();
            processes.add(process);
            return process;
        }
    }

    /** Moves a folder out of this one, to a place where nothing is. */
    public void release(Path inside, Path target) throws IOException {
        synchronized (OPEN) {
            if (ending) {
                throw new IOException("the program is ending");
            }
            Files.move(inside, target);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            OPEN.remove(this);
        }
        remove();
    }

    private void remove() throws IOException {
        for (Process process : processes) {
            end(process);
        }
        delete(path);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeAll() {
        synchronized (OPEN) {
            ending = true;
            for (TemporaryFolder folder : OPEN) {
                try {
                    folder.remove();
                } catch (IOException e) {
                    // There is no caller left to report to; the name says what the folder is.
                }
            }
        }
    }

    /**
     * Removes a folder with all it holds; symbolic links are removed, not followed. The same as in codec.io, which this
     * module cannot see: it needs Java only.
     */
    private static void delete(Path path) throws IOException {
        try {
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
                    for (Path each : inside) {
                        delete(each);
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
