package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fovea.app.AppException;
import org.fovea.codec.io.DurableFiles;
import org.fovea.encode.run.RunProgress;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.table.AttemptRows;
import org.fovea.fleet.table.AttemptTable;

/**
 * The folder of a fleet's results: {@code archives/ID.zip} and what other steps make, {@code attempts.parquet},
 * {@code rows} that are not in it yet, {@code runs} of clips that are worked on, {@code state.json} for {@code fleet
 * status} on.
 *
 * @param path of the folder, absolute
 */
public record FleetFolder(Path path) {
    public FleetFolder {
        path = path.toAbsolutePath().normalize();
    }

    public static FleetFolder existing(Path path) {
        FleetFolder folder = new FleetFolder(path);
        if (!Files.exists(folder.state()) && !Files.exists(folder.table())) {
            throw AppException.badInput(path + ": no results of a fleet; fovea fleet run FILE makes them");
        }
        return folder;
    }

    public Path archive(String clip) {
        return path.resolve("archives").resolve(clip + ".zip");
    }

    public Path base() {
        return path.resolve("fleet.base");
    }

    /** What a step makes of a clip; empty where that is a row alone. */
    public Optional<Path> output(Step step, String clip) {
        return step.output(clip).map(path::resolve);
    }

    public boolean isThere(Step step, String clip) {
        return output(step, clip).map(Files::exists).orElse(true);
    }

    /** Where a clip's work goes on, until it is done. */
    Path work(String clip, String key) {
        return path.resolve("runs").resolve(clip + "." + key.substring(0, 16));
    }

    /** Where work on a clip is unfinished, under any settings. */
    List<Path> runs(String clip) throws IOException {
        Pattern own = Pattern.compile(Pattern.quote(clip) + "\\.[0-9a-f]{16}");
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                path.resolve("runs"),
                each -> own.matcher(each.getFileName().toString()).matches())) {
            all.forEach(found::add);
        }
        return found;
    }

    /** How far the encode of a clip is; empty before it says so, and in other steps. */
    public Optional<RunProgress> progress(String clip) throws IOException {
        Optional<RunProgress> newest = Optional.empty();
        for (Path run : runs(clip)) {
            Optional<RunProgress> one = RunProgress.read(run.resolve("archive.zip.run"));
            if (one.isPresent()
                    && newest.filter(other -> other.time().compareTo(one.get().time()) > 0)
                            .isEmpty()) {
                newest = one;
            }
        }
        return newest;
    }

    public Path table() {
        return path.resolve("attempts.parquet");
    }

    public AttemptRows rows() {
        return new AttemptRows(path.resolve("rows"));
    }

    public AttemptTable openTable() throws IOException {
        return AttemptTable.open(table(), rows());
    }

    public Path state() {
        return path.resolve("state.json");
    }

    /**
     * Keeps other processes from working on the same fleet until the lock is closed.
     *
     * @throws AppException where one works on it
     */
    public Lock lock() throws IOException {
        DurableFiles.makeFolders(path);
        Path file = path.resolve("lock");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw AppException.badInput(file + ": a link or a device, not a fleet's lock; remove it");
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // as for another process
        }
        channel.close();
        throw AppException.usage(
                path + ": another process works on this fleet; fovea fleet status " + path + " shows it");
    }

    public boolean locked() throws IOException {
        try (Lock _ = lock()) {
            return false;
        } catch (AppException e) {
            return true;
        }
    }

    /** A lock, which also goes with the process. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
