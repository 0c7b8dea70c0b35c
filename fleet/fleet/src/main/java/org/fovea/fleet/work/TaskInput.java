package org.fovea.fleet.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.History;
import org.fovea.video.clip.Clip;

/**
 * What an attempt works on: the clip, or a copy of it while the attempt lasts, and the key that is made of its content.
 */
final class TaskInput implements AutoCloseable {
    private final ClipTask task;
    private final FleetClip clip;
    private final FleetFolder folder;
    private final ClipCopies copies;
    private History.Content content;
    private String key = "";
    private Optional<ClipCopies.Copy> copy = Optional.empty();

    /**
     * Why a clip cannot be worked on.
     *
     * @param line for people
     * @param passes whether it may be otherwise next time
     */
    record Unread(String line, boolean passes) {}

    TaskInput(ClipTask task, FleetFolder folder, ClipCopies copies) {
        this.task = task;
        this.clip = task.clip();
        this.folder = folder;
        this.copies = copies;
        this.content = new History.Content(clip.uri(), 0, 0, "");
    }

    History.Content content() {
        return content;
    }

    /** Of the clip's content and all that the step depends on; empty where it is not known. */
    String key() {
        return key;
    }

    /**
     * Reads what the key is made of; gives a line where that is not possible.
     *
     * @param before what the last attempt knew
     * @param copying whether a clip with an address may be copied, where its hash is not known; without, there is no
     *     key then
     */
    Optional<Unread> read(Optional<History.Entry> before, boolean copying) throws InterruptedException {
        if (task.base().filter(base -> base.sha256().isEmpty()).isPresent()) {
            String file = task.base().get().names().getFirst();
            return Optional.of(new Unread(file + ": no such file; see base in the fleet's file", false));
        }
        return trying(() -> {
            Optional<History.Content> known = before.map(History.Entry::content);
            content = isAddress() ? reached(known, copying) : content(clip, known);
            if (!isAddress() || !content.sha256().isEmpty() || !needsClip()) {
                setKey();
            }
        });
    }

    /**
     * Has the clip here where its step needs it, and it is elsewhere. What came is what counts: it may have been
     * changed since its hash was taken.
     */
    Optional<Unread> fetch() throws InterruptedException {
        if (!isAddress() || copy.isPresent() || !needsClip()) {
            return Optional.empty();
        }
        return trying(() -> {
            content = reached(Optional.empty(), true);
            setKey();
        });
    }

    private boolean isAddress() {
        return RemoteFiles.isAddress(clip.uri());
    }

    /** Repacked and inflated is the archive alone. */
    private boolean needsClip() {
        return task.step() == Step.SCORE || !task.step().ofArchive();
    }

    private void setKey() throws IOException {
        key = task.key(task.step()
                .content(content.sha256(), task.step().ofArchive() ? Sha256.of(folder.archive(clip.id())) : ""));
    }

    /** Facts and hash of a clip with an address; copies it where the hash is not known. */
    private History.Content reached(Optional<History.Content> known, boolean copying)
            throws IOException, InterruptedException {
        RemoteFiles.Facts facts = copies.facts(clip.uri());
        content = new History.Content(clip.uri(), facts.bytes(), facts.modified(), "");
        Optional<String> hash = hash(known, content);
        if (hash.isEmpty() && copying && needsClip()) {
            copy = Optional.of(copies.fetch(clip.uri(), facts));
            hash = copy.map(ClipCopies.Copy::sha256);
        }
        return new History.Content(clip.uri(), facts.bytes(), facts.modified(), hash.orElse(""));
    }

    /** Something that reads the clip. */
    @FunctionalInterface
    private interface Reading {
        void read() throws IOException, InterruptedException;
    }

    /** What kept from reading, as a line. */
    private Optional<Unread> trying(Reading reading) throws InterruptedException {
        try {
            reading.read();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            String file = String.valueOf(e.getFile());
            return Optional.of(new Unread(
                    file + ": no such file; check the " + (RemoteFiles.isAddress(file) ? "address" : "path"), false));
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getMessage() : e.getReason();
            return Optional.of(new Unread(clip.uri() + ": cannot be read: " + reason, false));
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            return Optional.of(new Unread(clip.uri() + ": cannot be read: " + e.getMessage(), isAddress()));
        } catch (IOException e) {
            return Optional.of(new Unread(clip.uri() + ": cannot be read: " + e.getMessage(), isAddress()));
        }
    }

    /** The clip, or its copy. */
    Path original() {
        return copy.map(ClipCopies.Copy::file)
                .orElseGet(() -> Path.of(clip.uri()).toAbsolutePath());
    }

    @Override
    public void close() throws IOException {
        if (copy.isPresent()) {
            copy.get().close();
        }
    }

    /** Length of the clip; 0 where it is not known or the clip is not here. */
    double videoSeconds() throws IOException {
        if (isAddress() && copy.isEmpty()) {
            return 0; // the step needs the archive alone
        }
        try {
            var facts = Clip.open(original()).facts();
            return facts.frameRate().isKnown()
                    ? facts.count().frames() / facts.frameRate().perSecond()
                    : 0;
        } catch (FormatException e) {
            return 0; // a folder that holds the clip, or a clip that was replaced meanwhile
        }
    }

    /** A clip's file and its hash, which is taken over where the file is as it was. */
    static History.Content content(FleetClip clip, Optional<History.Content> known) throws IOException {
        Path path = Path.of(clip.uri());
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new FileSystemException(clip.uri(), null, "is no file"); // a device has no end
        }
        History.Content now = new History.Content(
                clip.uri(), Files.size(path), Files.getLastModifiedTime(path).toMillis(), "");
        Optional<String> hash = hash(known, now);
        return new History.Content(
                clip.uri(), now.bytes(), now.modified(), hash.isPresent() ? hash.get() : Sha256.of(path));
    }

    /** The hash that was taken of a file that is as it was. */
    private static Optional<String> hash(Optional<History.Content> known, History.Content now) {
        return known.filter(was -> was.uri().equals(now.uri())
                        && was.bytes() == now.bytes()
                        && was.modified() == now.modified()
                        && !was.sha256().isEmpty())
                .map(History.Content::sha256);
    }
}
