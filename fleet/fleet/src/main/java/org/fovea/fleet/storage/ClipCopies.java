package org.fovea.fleet.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.UUID;
import org.fovea.app.open.Outputs;
import org.fovea.codec.io.Sha256;

/**
 * Copies of clips on this machine, one for each clip that is worked on here. A copy goes when the work on it ends;
 * those of processes that were killed go with the next copy that is made. Beside each copy's folder lies a file that
 * its process has locked as long as it lives.
 */
public final class ClipCopies {
    /** None: every address is refused. */
    public static final ClipCopies NONE =
            new ClipCopies(RemoteFiles.NONE, Path.of(System.getProperty("java.io.tmpdir", ".")));

    private static final int BUFFER = 1 << 20;

    /** What a copy leaves free on its disk, for everybody else. */
    private static final long RESERVE = 64L << 20;

    private static final String LOCK = ".lock";

    private final RemoteFiles store;
    private final Path folder;

    /**
     * Copies.
     *
     * @param store where clips are
     * @param scratch folder of this machine for copies, which others may use as well
     */
    public ClipCopies(RemoteFiles store, Path scratch) {
        this.store = store;
        this.folder = scratch.toAbsolutePath().resolve("fovea-clips");
    }

    public RemoteFiles.Facts facts(String address) throws IOException {
        return store.facts(address);
    }

    /**
     * Copies a clip.
     *
     * @param facts of it; another size is an error that may pass
     * @throws InterruptedException where this thread is interrupted; nothing is left of the copy then
     */
    public Copy fetch(String address, RemoteFiles.Facts facts) throws IOException, InterruptedException {
        makeFolder(folder);
        removeAbandoned();
        long room = Outputs.freeSpace(folder);
        if (room - RESERVE < facts.bytes()) {
            throw new IOException(
                    "no room for a copy of " + facts.bytes() + " bytes in " + folder + ", which has " + room + " left");
        }
        Copy copy = Copy.begin(folder, address);
        try {
            copy.fill(store, address, facts.bytes());
            return copy;
        } catch (IOException | InterruptedException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Says which folder it is: what the system says of a folder that is missing or forbidden is its path alone. */
    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw new IOException(folder + ": cannot be made, and copies of clips would be there", e);
        }
    }

    private void removeAbandoned() throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, "*" + LOCK)) {
            for (Path each : locks) {
                try (FileChannel channel = FileChannel.open(each, StandardOpenOption.WRITE);
                        FileLock lock = channel.tryLock()) {
                    if (lock != null) {
                        String name = String.valueOf(each.getFileName());
                        remove(each.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                        Files.deleteIfExists(each);
                    }
                } catch (OverlappingFileLockException | NoSuchFileException | AccessDeniedException e) {
                    // of this process, just removed by another, or of another user
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path each : files) {
                    Files.deleteIfExists(each);
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    /** A copy, until it is closed. */
    public static final class Copy implements AutoCloseable {
        private final Path folder;
        private final Path lock;
        private final FileChannel channel;
        private final Path file;
        private String sha256 = "";

        private Copy(Path folder, Path lock, FileChannel channel, Path file) {
            this.folder = folder;
            this.lock = lock;
            this.channel = channel;
            this.file = file;
        }

        /** The lock comes first, so that the folder is never there without one. */
        private static Copy begin(Path all, String address) throws IOException {
            while (true) {
                Path folder = all.resolve(UUID.randomUUID().toString());
                Path lock = all.resolve(folder.getFileName() + LOCK);
                FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                try {
                    if (channel.tryLock() != null
                            && Files.exists(lock)) { // no other process took it for abandoned in between
                        Files.createDirectory(folder);
                        return new Copy(folder, lock, channel, folder.resolve(name(address)));
                    }
                } catch (IOException | RuntimeException e) {
                    try (channel) {
                        Files.deleteIfExists(lock);
                    } catch (IOException removing) {
                        e.addSuppressed(removing);
                    }
                    throw e;
                }
                channel.close();
            }
        }

        /** As the clip is called, since its ending tells its kind. */
        private static String name(String address) {
            String name = address.substring(address.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
            return name.isEmpty() || name.startsWith(".") ? "clip" + name : name;
        }

        private void fill(RemoteFiles store, String address, long bytes) throws IOException, InterruptedException {
            Path part = folder.resolve("copy.part");
            MessageDigest digest = Sha256.digest();
            long copied = 0;
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = store.open(address);
                    OutputStream out = Files.newOutputStream(part)) {
                // More than was announced may not fit on the disk.
                for (int read = in.read(buffer); read >= 0 && copied <= bytes; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    out.write(buffer, 0, read);
                    copied += read;
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
            if (copied != bytes) {
                String came = copied > bytes ? "more bytes came than " + bytes : copied + " bytes came of " + bytes;
                throw new IOException(came + "; it was changed meanwhile, or cut off");
            }
            sha256 = Sha256.of(digest);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }

        public Path file() {
            return file;
        }

        public String sha256() {
            return sha256;
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                remove(folder);
                Files.deleteIfExists(lock);
            }
        }
    }
}
