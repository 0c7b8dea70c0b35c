package org.fovea.site.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.fovea.codec.io.Folders;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;

/**
 * A site as a folder that can be opened by a double click, or put on any server. It is written beside its place and
 * moved there when it is whole, so that nobody ever sees pages of two ledgers, or half of them.
 */
public final class SiteFolder {
    /** Tells that a folder was written by this program, and may be replaced by it. */
    private static final String MARK = ".fovea-site";

    private SiteFolder() {}

    /** What is at a path where a site is to be. */
    public enum State {
        /** Nothing, or an empty folder. */
        FREE,
        /** A site that this program wrote. */
        SITE,
        /** Something that must not be touched. */
        OTHER
    }

    /**
     * What was written.
     *
     * @param files how many
     * @param bytes of all of them
     */
    public record Written(long files, long bytes) {}

    /** What is at a path. */
    public static State state(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return State.FREE;
        }
        if (!Files.isDirectory(folder)) {
            return State.OTHER;
        }
        if (Files.isRegularFile(folder.resolve(MARK))) {
            return State.SITE;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return entries.iterator().hasNext() ? State.OTHER : State.FREE;
        }
    }

    /**
     * Writes all files of a site. A site that is there is replaced as a whole; any other folder is not touched.
     *
     * @param threads that render pages
     * @param progress told the number of files written after each; by one thread at a time
     * @throws FileAlreadyExistsException where the folder holds something that is no site
     */
    public static Written write(Site site, Path folder, int threads, LongConsumer progress) throws IOException {
        if (state(folder) == State.OTHER) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path place = folder.toAbsolutePath().normalize();
        Files.createDirectories(place.getParent());
        Path part = beside(place, "part");
        Thread interrupted = new Thread(() -> removeQuietly(part), "unfinished site");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            Files.writeString(part.resolve(MARK), "");
            Written written = fill(site, part, threads, progress);
            replace(place, part);
            return written;
        } finally {
            Folders.remove(part);
            unhook(interrupted);
        }
    }

    private static void unhook(Thread interrupted) {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException _) {
            // The process ends already, and the hook runs.
        }
    }

    private static void removeQuietly(Path folder) {
        try {
            Folders.remove(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }

    /** A new folder with the usual permissions, which a temporary one would not have. */
    private static Path beside(Path place, String word) throws IOException {
        return Files.createDirectory(place.resolveSibling("." + place.getFileName() + "." + word + "-"
                + ProcessHandle.current().pid() + "-" + System.nanoTime()));
    }

    private static Written fill(Site site, Path part, int threads, LongConsumer progress) throws IOException {
        List<String> paths = List.copyOf(site.files().paths());
        Set<Path> folders = new HashSet<>();
        for (String path : paths) {
            Path parent = part.resolve(path).getParent();
            if (folders.add(parent)) {
                Files.createDirectories(parent);
            }
        }
        AtomicLong bytes = new AtomicLong();
        long done = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> writing = new ArrayList<>();
            for (String path : paths) {
                writing.add(workers.submit(() -> bytes.addAndGet(write(site, path, part))));
            }
            for (Future<?> each : writing) {
                await(each, workers);
                progress.accept(++done);
            }
        }
        return new Written(done, bytes.get());
    }

    private static long write(Site site, String path, Path part) {
        Content content = site.files().file(path).orElseThrow();
        try {
            Files.write(part.resolve(path), content.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.bytes().length;
    }

    private static void await(Future<?> writing, ExecutorService workers) throws IOException {
        try {
            writing.get();
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            workers.shutdownNow();
            switch (e.getCause()) {
                case UncheckedIOException failed -> throw failed.getCause();
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static void replace(Path place, Path part) throws IOException {
        if (Files.exists(place)) {
            Path old = beside(place, "old");
            Files.move(place, old.resolve("site"));
            try {
                Files.move(part, place);
            } catch (IOException e) {
                Files.move(old.resolve("site"), place);
                throw e;
            } finally {
                Folders.remove(old);
            }
        } else {
            Files.move(part, place);
        }
    }
}
