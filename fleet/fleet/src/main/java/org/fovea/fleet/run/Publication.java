package org.fovea.fleet.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.app.AppException;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.History;
import org.fovea.fleet.work.FleetFolder;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a fleet has finished to an address. A file of which the record says that this content went there, and
 * that is still there with its size, is not copied again; where the record is lost, everything is. Nothing is removed
 * there.
 */
final class Publication {
    /** Copies at the same time: most files are small, so that the network is waited for. */
    private static final int BESIDE = 16;

    /**
     * Hash and address of each file that was copied, in order; begins each line with its end, so that half a line
     * spoils no other.
     */
    private static final String RECORD = "published.txt";

    private final FleetFile file;
    private final FleetFolder folder;
    private final RemoteFiles remote;
    private final String address;
    private final Map<String, String> copied = new HashMap<>();
    private final Path record;
    private final FleetProgress listener;
    private int done;

    /**
     * A file to copy.
     *
     * @param name from the folder of results
     * @param sha256 of its content, or of content that it goes with
     */
    private record Item(String name, String sha256) {}

    /**
     * Of a fleet.
     *
     * @param address that everything is copied below
     * @param listener receives its progress
     */
    Publication(FleetFile file, FleetFolder folder, RemoteFiles remote, String address, FleetProgress listener) {
        this.file = file;
        this.folder = folder;
        this.remote = remote;
        this.address = address;
        this.listener = listener;
        this.record = folder.path().resolve(RECORD);
    }

    /** Copies the fleet's own file, so that an address that cannot be written to is found before the work. */
    void begin() throws IOException, InterruptedException {
        telling(() -> {
            remote.put(file.file(), RemoteFiles.address(address, "fleet.yaml"));
        });
    }

    /**
     * Copies what is not there yet, the table last, so that it never tells of a file that is not there.
     *
     * @throws AppException where the address is not reached
     */
    void publish(List<FleetClip> clips, History history) throws IOException, InterruptedException {
        telling(() -> {
            readRecord();
            Map<String, Long> there = there();
            List<Item> left = new ArrayList<>();
            for (Item item : items(clips, history)) {
                if (!isThere(item, there)) {
                    left.add(item);
                }
            }
            Item table = new Item(name(folder.table()), Sha256.of(folder.table()));
            boolean same = isThere(table, there);
            int files = left.size() + (same ? 0 : 1);
            listener.publishes(0, files);
            copyAll(left, files);
            if (!same) {
                copy(table, files);
            }
        });
    }

    private List<Item> items(List<FleetClip> clips, History history) {
        List<Item> items = new ArrayList<>();
        for (FleetClip clip : clips) {
            for (Step step : file.steps()) {
                Optional<History.Entry> done =
                        history.of(clip.id(), step.word()).filter(History.Entry::done);
                if (done.isPresent() && folder.isThere(step, clip.id())) {
                    folder.output(step, clip.id())
                            .ifPresent(output ->
                                    items.add(new Item(name(output), done.get().archiveSha256())));
                }
            }
        }
        return items;
    }

    private String name(Path path) {
        return folder.path().relativize(path).toString();
    }

    private boolean isThere(Item item, Map<String, Long> there) throws IOException {
        Long bytes = there.get(item.name());
        return bytes != null
                && bytes == Files.size(folder.path().resolve(item.name()))
                && item.sha256().equals(copied.get(RemoteFiles.address(address, item.name())));
    }

    /** Names and sizes at the address. */
    private Map<String, Long> there() throws IOException {
        Map<String, Long> there = new HashMap<>();
        for (RemoteFiles.Found found : remote.list(address, true)) {
            there.put(found.name(), found.facts().bytes());
        }
        return there;
    }

    /** After one has failed, no other begins. */
    private void copyAll(List<Item> items, int files) throws IOException, InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Callable<Void>> copies = new ArrayList<>();
        for (Item item : items) {
            copies.add(() -> {
                if (failure.get() == null) {
                    try {
                        copy(item, files);
                    } catch (IOException | RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    }
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(BESIDE)) {
            List<Future<Void>> _ = threads.invokeAll(copies); // what went wrong is in failure
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    private void copy(Item item, int files) throws IOException {
        String target = RemoteFiles.address(address, item.name());
        remote.put(folder.path().resolve(item.name()), target);
        synchronized (this) {
            Files.writeString(
                    record, "\n" + item.sha256() + " " + target, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            listener.publishes(++done, files);
        }
    }

    private void readRecord() throws IOException {
        if (Files.exists(record)) {
            for (String line : Files.readString(record, StandardCharsets.UTF_8).split("\n")) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    copied.put(line.substring(space + 1), line.substring(0, space));
                }
            }
        }
    }

    /** Something that needs the address. */
    @FunctionalInterface
    private interface Copying {
        void copy() throws IOException, InterruptedException;
    }

    private void telling(Copying copying) throws IOException, InterruptedException {
        try {
            copying.copy();
        } catch (NoSuchFileException e) {
            if (String.valueOf(e.getFile()).startsWith(address)) {
                throw notWritten("no such folder", e);
            }
            throw e; // of this fleet's own
        } catch (FileSystemException e) {
            throw notWritten(e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason(), e);
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw notWritten(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw notWritten(String.valueOf(e.getMessage()), e);
        }
    }

    private AppException notWritten(String why, IOException cause) {
        return AppException.environment(
                "publish: " + address + ": cannot be written: " + why + "; nothing in " + folder.path()
                        + " is lost, the same command goes on",
                cause);
    }
}
