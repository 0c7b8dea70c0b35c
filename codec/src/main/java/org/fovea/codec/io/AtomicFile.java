package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that appears under its name only when it is complete: it is written to a temporary name in the same folder and moved into
 * place by {@link #commit()}. Closing without a commit removes it; so does the end of the process, an interruption by Ctrl-C among others.
 */
public final class AtomicFile implements AutoCloseable {
    private static final Set<Path> UNFINISHED = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::removeUnfinished, "unfinished-files"));
    }

    private final Path target;
    private final Path temporary;
    private boolean committed;

    private AtomicFile(Path target, Path temporary) {
        this.target = target;
        this.temporary = temporary;
    }

    /** Begins a file; missing parent folders are made. */
    public static AtomicFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is not a file name");
        }
        if (Files.isDirectory(absolute)) {
            throw new FileAlreadyExistsException(target.toString(), null, "is a folder");
        }
        Files.createDirectories(folder);
        String name =
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + ".part";
        Path temporary = folder.resolve(name);
        synchronized (UNFINISHED) {
            verifyRunning();
            UNFINISHED.add(temporary);
        }
        return new AtomicFile(absolute, temporary);
    }

    private static void removeUnfinished() {
        synchronized (UNFINISHED) {
            ending = true;
            for (Path temporary : UNFINISHED) {
                try {
                    Files.deleteIfExists(temporary);
                } catch (IOException e) {
                    // Nobody is left to be told; the name says what the file is.
                    continue;
                }
            }
        }
    }

    private static void verifyRunning() throws IOException {
        if (ending) {
            throw new IOException("the program is ending");
        }
    }

    /** Writes {@code content} as a whole. */
    public static void write(Path target, byte[] content) throws IOException {
        try (AtomicFile file = create(target)) {
            Files.write(file.path(), content);
            file.commit();
        }
    }

    /** Where to write until {@link #commit()}. */
    public Path path() {
        return temporary;
    }

    /** Moves the complete file into place. */
    public void commit() throws IOException {
        synchronized (UNFINISHED) {
            verifyRunning();
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
            UNFINISHED.remove(temporary);
        }
        committed = true;
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            Files.deleteIfExists(temporary);
            synchronized (UNFINISHED) {
                UNFINISHED.remove(temporary);
            }
        }
    }
}
