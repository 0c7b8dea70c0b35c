package org.fovea.codec.io;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A file that appears under its name only when it is complete: it is written to a temporary name in the same folder and
 * moved into place by {@link #commit()}, which counts once file and folder are on the disk, so that a power cut leaves
 * the old file or the new one. Closing without a commit removes it, and the folders that were made for it; so does the
 * end of the process, an interruption by Ctrl-C among others.
 */
public final class AtomicFile implements AutoCloseable {
    private static final Set<AtomicFile> UNFINISHED = new HashSet<>();
    private static final int AGAIN = 20;
    private static final long PAUSE = 10_000_000; // nanoseconds
    private static volatile boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(AtomicFile::removeUnfinished, "unfinished-files"));
        } catch (IllegalStateException e) {
            ending = true; // too late for a notice of the end
        }
    }

    private final Path target;
    private final Path temporary;
    private final MadeFolders folders;
    private final boolean replaceExisting;
    private boolean committed;

    private AtomicFile(Path target, Path temporary, MadeFolders folders, boolean replaceExisting) {
        this.target = target;
        this.temporary = temporary;
        this.folders = folders;
        this.replaceExisting = replaceExisting;
    }

    /** Begins a file that replaces an older one of its name; missing parent folders are made. */
    public static AtomicFile create(Path target) throws IOException {
        return create(target, true);
    }

    /**
     * Begins a file; missing parent folders are made.
     *
     * @param replaceExisting whether an older file of this name is replaced; else there must be none, now and at the
     *     commit
     * @throws FileAlreadyExistsException where there is one that is not to be replaced, or something that is no regular
     *     file, such as a folder or device
     */
    public static AtomicFile create(Path target, boolean replaceExisting) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException(target + " is not a file name");
        }
        verifyReplaceable(absolute, replaceExisting);
        String name =
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + ".part";
        Path temporary = folder.resolve(name);
        synchronized (UNFINISHED) {
            verifyRunning();
            AtomicFile file = new AtomicFile(absolute, temporary, MadeFolders.make(folder), replaceExisting);
            UNFINISHED.add(file);
            return file;
        }
    }

    /** Names of what processes have begun in place of a file; the group is the process's number. */
    static Pattern begun(Path target) {
        return Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "(\\d{1,18})\\.\\d+\\.part");
    }

    private static void verifyReplaceable(Path target, boolean replaceExisting) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, "is not a regular file");
        }
        if (!replaceExisting && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString(), null, "exists already");
        }
    }

    private static void removeUnfinished() {
        synchronized (UNFINISHED) {
            ending = true;
            boolean gone = removeAll();
            // Other threads run on until the process is gone: one that had just begun a file may make it only now.
            for (int again = 0; again < AGAIN && !(gone && again > 0); again++) {
                LockSupport.parkNanos(PAUSE);
                gone = removeAll();
            }
        }
    }

    private static boolean removeAll() {
        boolean gone = true;
        for (AtomicFile file : UNFINISHED) {
            try {
                file.remove();
            } catch (IOException e) {
                gone = false; // no thread reports it any more; the file's name says what it is
            }
        }
        return MadeFolders.removeAll() && gone;
    }

    /**
     * Refuses to begin what would not be taken away again; from the first call on, the end of the process takes
     * unfinished files and folders away.
     */
    static void verifyRunning() throws IOException {
        if (ending) {
            throw new IOException("the program is ending");
        }
    }

    /** Writes {@code content} as a whole and replaces an older file of this name. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, content, true);
    }

    /**
     * Writes {@code content} as a whole.
     *
     * @param replaceExisting as for {@link #create(Path, boolean)}
     */
    public static void write(Path target, byte[] content, boolean replaceExisting) throws IOException {
        try (AtomicFile file = create(target, replaceExisting)) {
            Files.write(file.path(), content);
            file.commit();
        }
    }

    public Path path() {
        return temporary;
    }

    /**
     * Moves the complete file into place.
     *
     * @throws FileAlreadyExistsException where something appeared there meanwhile that is not to be replaced
     */
    public void commit() throws IOException {
        commit(List.of(this));
    }

    /**
     * Moves complete files into place. A program that is ended meanwhile leaves all of them or none.
     *
     * @throws FileAlreadyExistsException as {@link #commit()}
     */
    public static void commit(List<AtomicFile> files) throws IOException {
        for (AtomicFile file : files) {
            DurableFiles.force(file.temporary); // which may take long; other threads do not wait for it
        }
        Set<Path> parents = new LinkedHashSet<>();
        synchronized (UNFINISHED) {
            verifyRunning();
            for (AtomicFile file : files) {
                verifyReplaceable(file.target, file.replaceExisting);
            }
            for (AtomicFile file : files) {
                if (file.replaceExisting) {
                    DurableFiles.replace(file.temporary, file.target);
                } else {
                    Files.move(file.temporary, file.target);
                }
                UNFINISHED.remove(file);
                file.folders.keep();
                file.committed = true;
                parents.add(file.target.getParent());
            }
        }
        for (Path parent : parents) {
            DurableFiles.forceFolder(parent);
        }
    }

    @Override
    public void close() throws IOException {
        if (!committed) {
            remove();
            synchronized (UNFINISHED) {
                UNFINISHED.remove(this);
            }
        }
    }

    private void remove() throws IOException {
        Files.deleteIfExists(temporary);
        folders.removeEmpty();
    }
}
