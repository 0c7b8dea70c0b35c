package org.fovea.encode.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.DurableFiles;
import org.fovea.codec.io.Folders;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.evaluate.torch.Device;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory of a run: what it was asked for, what is finished, where it is, what it said. Everything but the diary
 * is replaced as a whole, so that a process may end at any moment. Only one process works in it at a time.
 */
public final class RunDirectory implements AutoCloseable {
    /** Folder for how far stages are that are not finished. */
    private static final String CHECKPOINTS = "checkpoints";

    /** What a run makes; a directory with anything else in it is not emptied. */
    private static final Set<String> OWN = Set.of(
            "lock",
            "state.json",
            StateFile.PREVIOUS,
            "profile.yaml",
            "profile.json",
            "log.txt",
            "metrics.csv",
            "look.bin",
            "choice.json",
            "target.json",
            "time.json",
            "device.txt",
            BaseTrial.CHOICE,
            "fitted.yaml",
            "trials",
            "stages",
            CHECKPOINTS,
            "previews",
            "score.json",
            "report.txt",
            "inflate.log",
            "verdict.json",
            "inflated",
            RunProgress.FILE);

    private static final String STATE = "state.json";

    /** Where gradients were computed last. */
    private static final String DEVICE = "device.txt";

    /** Folder for the frames of the finished archive while they are scored. */
    private static final String FRAMES = "inflated";

    /**
     * Milliseconds after which a lock is asked for again: a thread that waits in the system cannot say that it lives.
     */
    private static final long AGAIN = 200;

    /** Directories that this process works in. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;
    private final StateFile stateFile;
    private StateFile.State state;
    private final RunLog log;

    /** How to begin where a run is already. */
    public enum Start {
        /** Nothing must be there. */
        NEW,
        /** Goes on with the run that is there, or begins where there is none. */
        RESUME,
        /** Removes the run that is there. */
        ANEW;

        /** What options ask for; one of the two at most. */
        public static Start of(boolean resume, boolean force) {
            return resume ? RESUME : force ? ANEW : NEW;
        }

        /** Whether what the run makes may be there already: one that goes on may have begun by removing another. */
        public boolean replaces(Path directory) {
            return this == ANEW || this == RESUME && holdsRun(directory);
        }
    }

    private RunDirectory(Path path, FileChannel lockFile, StateFile stateFile, StateFile.State state, RunLog log) {
        this.path = path;
        this.lockFile = lockFile;
        this.stateFile = stateFile;
        this.state = state;
        this.log = log;
    }

    /**
     * Whether a run has begun in a directory.
     *
     * @param path need not exist
     */
    public static boolean holdsRun(Path path) {
        return Files.exists(path.resolve(STATE)) || Files.exists(path.resolve(StateFile.PREVIOUS));
    }

    /**
     * Stages that are finished in a directory.
     *
     * @throws org.fovea.codec.FormatException where its state is damaged
     */
    public static List<FinishedStage> finished(Path path) throws IOException {
        return new StateFile(path.resolve(STATE))
                .read()
                .map(StateFile.State::stages)
                .orElse(List.of());
    }

    public static Path archive(Path path, FinishedStage stage) {
        return path.resolve("stages").resolve(stage.label() + ".zip");
    }

    /**
     * Opens a directory, which is made where it is missing.
     *
     * @throws RunDirectoryException where another process works in it, it holds something else, or a run that is not to
     *     be resumed or cannot be
     */
    public static RunDirectory open(Path path, RunIdentity identity, Start start) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new RunDirectoryException(path + ": is not a folder; name another with --run DIR");
        }
        verifyOwn(path);
        verifyPlain(path);
        DurableFiles.makeFolders(path);
        FileChannel lockFile = lock(path)
                .orElseThrow(
                        () -> new RunDirectoryException(path + ": another process is using this run; wait until it "
                                + "ends, or name another folder with --run DIR"));
        return opened(path, lockFile, identity, start);
    }

    /**
     * Opens a directory that nothing else is written to, to go on with its run; where another thread or process works
     * in it, waits until that one ends.
     *
     * @param waiting called again and again while it waits
     */
    public static RunDirectory await(Path path, RunIdentity identity, Runnable waiting)
            throws IOException, InterruptedException {
        DurableFiles.makeFolders(path);
        Optional<FileChannel> lockFile = lock(path);
        while (lockFile.isEmpty()) {
            waiting.run();
            Thread.sleep(AGAIN);
            lockFile = lock(path);
        }
        return opened(path, lockFile.get(), identity, Start.RESUME);
    }

    private static RunDirectory opened(Path path, FileChannel lockFile, RunIdentity identity, Start start)
            throws IOException {
        boolean opened = false;
        try {
            verifyPlain(path);
            StateFile stateFile = new StateFile(path.resolve(STATE));
            if (start == Start.ANEW) {
                verifyRun(path);
                empty(path);
            }
            StateFile.State state = state(path, stateFile, identity, start);
            removeUnfinished(path);
            RunLog log = new RunLog(path);
            opened = true;
            return new RunDirectory(path, lockFile, stateFile, state, log);
        } finally {
            if (!opened) {
                unlock(path, lockFile);
            }
        }
    }

    /**
     * Names of a run's files are names that others use, too; only a folder with a state is a run's and may be emptied.
     */
    private static void verifyRun(Path path) throws IOException {
        Optional<Path> kept = holdsRun(path) ? Optional.empty() : foreign(path, Set.of("lock"));
        if (kept.isPresent()) {
            throw new RunDirectoryException(
                    path + ": has no state.json, so " + kept.get().getFileName()
                            + " may be yours and is not removed; name another folder with --run DIR");
        }
    }

    private static void verifyOwn(Path path) throws IOException {
        Optional<Path> foreign = Files.isDirectory(path) ? foreign(path, OWN) : Optional.empty();
        if (foreign.isPresent()) {
            throw new RunDirectoryException(path + ": holds other files than those of a run ("
                    + foreign.get().getFileName() + "); name another folder with --run DIR");
        }
    }

    private static Optional<Path> foreign(Path path, Set<String> own) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> !own.contains(file.getFileName().toString()) && !isUnfinished(file))
                    .findFirst();
        }
    }

    /**
     * Refuses a directory that holds anything but folders and files: what is written to a link would be written
     * elsewhere, and a device or pipe may never end.
     *
     * @throws RunDirectoryException naming it
     */
    public static void verifyPlain(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            Optional<Path> other = all.filter(file -> !file.equals(path)
                            && Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst();
            if (other.isPresent()) {
                throw new RunDirectoryException(
                        other.get() + ": a link, device or pipe is nothing that a run makes; remove it");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The lock of a directory, unless another one works in it. The system releases it when the process ends, however it
     * ends, but also when this process closes any other channel to the same file, so none is opened.
     */
    private static Optional<FileChannel> lock(Path path) throws IOException {
        if (!HERE.add(key(path))) {
            return Optional.empty();
        }
        FileChannel file;
        try {
            file = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            HERE.remove(key(path));
            throw e;
        }
        boolean locked = false;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // under another name of the same folder
        } finally {
            if (!locked) {
                unlock(path, file);
            }
        }
        return locked ? Optional.of(file) : Optional.empty();
    }

    private static void unlock(Path path, FileChannel file) throws IOException {
        if (file.isOpen()) {
            file.close();
            HERE.remove(key(path));
        }
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static StateFile.State state(Path path, StateFile stateFile, RunIdentity identity, Start start)
            throws IOException {
        Optional<StateFile.State> found = stateFile.read();
        if (found.isEmpty()) {
            StateFile.State begun = StateFile.State.begin(identity);
            stateFile.write(begun);
            return begun;
        }
        if (start != Start.RESUME) {
            throw new RunDirectoryException(path + ": already holds a run; --resume continues it, --force starts over");
        }
        Optional<String> difference = identity.difference(found.get().identity());
        if (difference.isPresent()) {
            throw new RunDirectoryException(path + ": the run there has another " + difference.get()
                    + "; resume it with the command that started it, or start over with --force");
        }
        return found.get();
    }

    /** The state goes last, so that a directory that was half emptied is still one of a run. */
    private static void empty(Path path) throws IOException {
        Path state = path.resolve(STATE);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
            for (Path each : all) {
                if (!each.equals(path.resolve("lock")) && !each.equals(state)) {
                    Folders.remove(each);
                }
            }
        }
        Files.deleteIfExists(state);
    }

    /** What a process that was killed has left. */
    private static void removeUnfinished(Path path) throws IOException {
        Folders.remove(path.resolve(FRAMES));
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : (Iterable<Path>) all.filter(RunDirectory::isUnfinished)::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What {@link AtomicFile} leaves when it is killed. */
    private static boolean isUnfinished(Path file) {
        return file.getFileName().toString().matches("\\..*\\.part")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    public Path path() {
        return path;
    }

    /**
     * Computes on a device from now on.
     *
     * @return another one on which the run was computed before
     */
    public Optional<String> on(Device device) throws IOException {
        Path file = path.resolve(DEVICE);
        Optional<String> before =
                Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        write(DEVICE, (device + "\n").getBytes(StandardCharsets.UTF_8));
        return before.filter(other -> !other.equals(device.toString()));
    }

    /** What the run's result depends on. */
    RunIdentity identity() {
        return state.identity();
    }

    public RunLog log() {
        return log;
    }

    /** Stages that are finished, in order. */
    public List<FinishedStage> finished() {
        return state.stages();
    }

    /** A file of the run, written as a whole. */
    public Path write(String name, byte[] content) throws IOException {
        if (!OWN.contains(Path.of(name).getName(0).toString())) {
            throw new IllegalArgumentException(
                    name + " is not among the files of a run, which could not be opened again");
        }
        Path file = path.resolve(name);
        AtomicFile.write(file, content);
        return file;
    }

    /** Writes a document of the run, as JSON. */
    public void document(String name, Object document) throws IOException {
        write(name, (Json.of(document) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A document of the run, if it was written.
     *
     * @throws RunDirectoryException where it is damaged
     */
    <T> Optional<T> document(String name, Class<T> type) throws IOException {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file), type));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw damaged(file);
        }
    }

    static RunDirectoryException damaged(Path file) {
        return new RunDirectoryException(file + ": is not what the run has written; start over with --force");
    }

    /** Whether a stage was interrupted that has kept how far it was. */
    boolean isWithinStage() throws IOException {
        Path checkpoints = path.resolve(CHECKPOINTS);
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> kept = Files.list(checkpoints)) {
            return kept.findAny().isPresent();
        }
    }

    /** Where a stage keeps how far it is. */
    FileCheckpoint checkpoint(String label, String key) {
        return new FileCheckpoint(path.resolve(CHECKPOINTS).resolve(label + ".bin"), key);
    }

    public Path archive(FinishedStage stage) {
        return archive(path, stage);
    }

    /**
     * The bytes of a finished stage's archive.
     *
     * @throws RunDirectoryException where they are no longer what the stage wrote
     */
    byte[] archiveBytes(FinishedStage stage) throws IOException {
        byte[] bytes = Files.readAllBytes(archive(stage));
        if (!Sha256.of(bytes).equals(stage.sha256())) {
            throw damaged(archive(stage));
        }
        return bytes;
    }

    /** What the networks say about the original. */
    FileCheckpoint truthFile(String key) {
        return new FileCheckpoint(path.resolve("look.bin"), key);
    }

    /** Keeps a stage's archive; the stage will not run again. */
    void finish(FinishedStage stage, byte[] archive) throws IOException {
        AtomicFile.write(archive(stage), archive);
        List<FinishedStage> stages = new ArrayList<>(state.stages());
        stages.add(stage);
        save(stages);
        checkpoint(stage.label(), "").delete();
    }

    void score(FinishedStage scored) throws IOException {
        save(state.stages().stream()
                .map(stage -> stage.label().equals(scored.label()) ? scored : stage)
                .toList());
    }

    private void save(List<FinishedStage> stages) throws IOException {
        state = new StateFile.State(state.version(), state.identity(), stages);
        stateFile.write(state);
    }

    @Override
    public void close() throws IOException {
        log.close();
        unlock(path, lockFile);
    }
}
