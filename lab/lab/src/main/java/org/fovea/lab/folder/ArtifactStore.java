package org.fovea.lab.folder;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.fovea.codec.io.DurableFiles;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.record.Artifact;

/**
 * Files of a lab, each kept once under the SHA-256 of its content: {@code artifacts/ab/cdef….zip}. A file appears under
 * its name only when all of it is on the disk. Several threads and processes may keep files at the same time, the same
 * one among them.
 */
public final class ArtifactStore {
    private static final String FOLDER = "artifacts";
    private static final String INCOMING = ".incoming";
    private static final Duration FORGOTTEN = Duration.ofDays(2);
    private static final int PREFIX = 2;

    private final Path lab;
    private final Path root;

    /**
     * Opens the artifacts of a lab.
     *
     * @param lab folder of the lab; folders are made when something is kept
     */
    public ArtifactStore(Path lab) {
        this.lab = lab.toAbsolutePath().normalize();
        this.root = this.lab.resolve(FOLDER);
    }

    /**
     * Keeps a copy of a file.
     *
     * @param role as in {@link Artifact#role()}
     * @param extension of the kept file with its dot, as in ".zip", or empty
     */
    public Artifact keep(String role, Path file, String extension) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return keep(role, in, extension);
        }
    }

    /** Keeps bytes; see {@link #keep(String, Path, String)}. */
    public Artifact keep(String role, byte[] content, String extension) throws IOException {
        return keep(role, new ByteArrayInputStream(content), extension);
    }

    private Artifact keep(String role, InputStream content, String extension) throws IOException {
        Path temporary = begin();
        try {
            Files.copy(content, temporary);
            return commit(role, temporary, extension);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public Path path(Artifact artifact) {
        return lab.resolve(artifact.path());
    }

    /** A file by the hash of its content, whatever its extension. Its content is not looked at. */
    public Optional<Path> find(String sha256) throws IOException {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an artifact is named by a SHA-256, not by " + sha256);
        }
        Path folder = root.resolve(sha256.substring(0, PREFIX));
        String name = sha256.substring(PREFIX);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "*")) {
            for (Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * A file whose content is what its name says.
     *
     * @throws FileNotFoundException where it is not there
     * @throws IOException where it has other content, or cannot be read
     */
    public Path verified(Artifact artifact) throws IOException {
        Path file = path(artifact);
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("artifact " + artifact.path() + " is not in the lab " + lab);
        }
        if (Files.size(file) != artifact.bytes() || !Sha256.of(file).equals(artifact.sha256())) {
            throw new IOException("artifact " + artifact.path() + " is damaged; remove it and make the run again");
        }
        return file;
    }

    /** Reads an artifact and verifies it; see {@link #verified}. */
    public byte[] read(Artifact artifact) throws IOException {
        try (InputStream in = Files.newInputStream(verified(artifact))) {
            return in.readAllBytes();
        }
    }

    /** All files that are kept, in no particular order. */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve(INCOMING)))
                    .toList();
        }
    }

    /** Removes what was begun more than two days ago and left unfinished. */
    public void removeUnfinished() throws IOException {
        Path incoming = root.resolve(INCOMING);
        if (!Files.isDirectory(incoming)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming, "*.part")) {
            for (Path file : files) {
                if (abandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean abandoned(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(Instant.now().minus(FORGOTTEN));
        } catch (NoSuchFileException e) {
            return false; // moved into place meanwhile
        }
    }

    private Path begin() throws IOException {
        Path incoming = root.resolve(INCOMING);
        DurableFiles.makeFolders(incoming);
        return incoming.resolve(UUID.randomUUID() + ".part");
    }

    private Artifact commit(String role, Path temporary, String extension) throws IOException {
        if (!extension.matches("(\\.[a-z0-9]{1,10})?")) {
            throw new IllegalArgumentException("'" + extension + "' is not an extension such as .zip");
        }
        String hash = Sha256.of(temporary);
        String path = FOLDER + "/" + hash.substring(0, PREFIX) + "/" + hash.substring(PREFIX) + extension;
        Artifact artifact = new Artifact(role, hash, Files.size(temporary), path);
        Path target = path(artifact);
        DurableFiles.move(temporary, target); // the ledger names it next, and is on the disk when it has
        return artifact;
    }
}
