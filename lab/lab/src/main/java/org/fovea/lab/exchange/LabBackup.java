package org.fovea.lab.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.LedgerException;

/**
 * A copy of a lab as a folder: the ledger as {@code ledger.jsonl}, the files of its runs under their own names, and
 * {@value #LIST} with the hash of each, which is written last: without it the copy is not complete. Where the database
 * is SQLite, its file with the queue is there, too, so that the copy of a lab in one folder is a lab. A copy is brought
 * up to date in place; files that are there with the right content are not written again.
 */
public final class LabBackup {
    /** The list of files of a copy. */
    public static final String LIST = "backup.json";

    private static final String RECORDS = "ledger.jsonl";
    private static final String DATABASE = "ledger.db";
    private static final int VERSION = 1;

    private LabBackup() {}

    /**
     * The list of a copy's files.
     *
     * @param format {@code fovea-lab-backup}
     * @param version 1
     * @param files SHA-256 of each, by its path within the copy
     */
    record Contents(String format, int version, long records, TreeMap<String, String> files) {
        private static final String FORMAT = "fovea-lab-backup";
    }

    /** What was copied. */
    public record Outcome(long records, int files, long bytes) {}

    /**
     * Whether a folder is a copy that was completed once. Where a later copying into it was broken off,
     * {@link #problems} tells.
     */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(LIST));
    }

    /**
     * Copies a lab. Other writers wait while the ledger is read; files are copied afterwards, so that none that the
     * ledger names is missing.
     *
     * @param to a folder that is absent, empty or an older copy
     * @throws FileAlreadyExistsException where it holds something else
     */
    public static Outcome write(LabFolder lab, LabDatabase database, Path to) throws IOException {
        verifyOurs(to);
        Files.createDirectories(to);
        TreeMap<String, String> files = new TreeMap<>();
        long records;
        if (database.dialect() == Dialect.SQLITE) {
            try (AtomicFile file = AtomicFile.create(to.resolve(DATABASE))) {
                database.copyTo(file.path());
                file.commit();
            }
            // Whatever the copy holds, no more and no less.
            try (LabDatabase copy = LabDatabase.open(to.resolve(DATABASE))) {
                records = export(copy, to, files);
            }
            files.put(DATABASE, Sha256.of(to.resolve(DATABASE)));
            Files.deleteIfExists(to.resolve(DATABASE + ".lock"));
            LabConfig config = lab.config();
            AtomicFile.write(
                    to.resolve("lab.yaml"),
                    new LabConfig(LabConfig.USUAL_DATABASE, config.benchmarks(), config.agents(), config.seeds())
                            .yaml()
                            .getBytes(StandardCharsets.UTF_8));
            files.put("lab.yaml", Sha256.of(to.resolve("lab.yaml")));
        } else {
            records = export(database, to, files);
        }
        for (Path file : new ArtifactStore(lab.path()).files()) {
            Path name = lab.path().relativize(file);
            String hash = Sha256.of(file);
            Path target = to.resolve(name.toString());
            if (!Files.isRegularFile(target) || !Sha256.of(target).equals(hash)) {
                try (AtomicFile copy = AtomicFile.create(target)) {
                    Files.copy(file, copy.path());
                    copy.commit();
                }
            }
            files.put(name.toString().replace('\\', '/'), hash);
        }
        AtomicFile.write(
                to.resolve(LIST),
                (CanonicalJson.write(new Contents(Contents.FORMAT, VERSION, records, files)) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        long bytes = 0;
        for (String name : files.keySet()) {
            bytes += Files.size(to.resolve(name));
        }
        return new Outcome(records, files.size(), bytes);
    }

    private static long export(LabDatabase database, Path to, TreeMap<String, String> files) throws IOException {
        try (AtomicFile file = AtomicFile.create(to.resolve(RECORDS))) {
            long records;
            try (OutputStream out = Files.newOutputStream(file.path())) {
                records = LabExport.write(database.ledger(), out);
            }
            files.put(RECORDS, Sha256.of(file.path()));
            file.commit();
            return records;
        }
    }

    private static void verifyOurs(Path to) throws IOException {
        if (!Files.isDirectory(to) || isOne(to)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(to)) {
            if (files.iterator().hasNext()) {
                throw new FileAlreadyExistsException(to.toString(), null, "holds something that is no copy of a lab");
            }
        }
    }

    /**
     * Looks at every file of a copy, and imports its records into a ledger that goes away again.
     *
     * @param scratch folder for that ledger
     * @return what is not as it was, one line each; empty where all of it is
     * @throws LedgerException where the list of files cannot be read
     */
    public static List<String> problems(Path folder, Path scratch) throws IOException {
        Contents contents;
        try {
            contents = CanonicalJson.readOnce(Files.readString(folder.resolve(LIST)), Contents.class);
        } catch (IllegalArgumentException e) {
            throw new LedgerException(folder.resolve(LIST) + ": " + e.getMessage(), e);
        }
        if (!contents.format().equals(Contents.FORMAT) || contents.version() != VERSION) {
            throw new LedgerException(folder.resolve(LIST) + ": of another format or a newer version");
        }
        List<String> problems = new ArrayList<>();
        if (!Files.isRegularFile(folder.resolve(RECORDS))) {
            throw new LedgerException(folder.resolve(RECORDS) + ": is missing");
        }
        contents.files().forEach((name, hash) -> problem(folder, name, hash).ifPresent(problems::add));
        try (LabDatabase empty = LabDatabase.open(scratch.resolve("verify.db"));
                InputStream in = Files.newInputStream(folder.resolve(RECORDS))) {
            long added = LabImport.read(empty.ledger(), RECORDS, in).added();
            if (added != contents.records()) {
                problems.add(RECORDS + ": " + added + " records instead of " + contents.records());
            }
        } catch (IOException | LedgerException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return problems;
    }

    private static Optional<String> problem(Path folder, String name, String hash) {
        Path file;
        try {
            file = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return Optional.of(VisibleLetters.line(name) + ": cannot be a path");
        }
        if (!file.startsWith(folder.normalize())) {
            return Optional.of(name + ": is outside the copy");
        }
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of(name + ": is missing");
            }
            return Sha256.of(file).equals(hash) ? Optional.empty() : Optional.of(name + ": has another content");
        } catch (IOException e) {
            return Optional.of(name + ": cannot be read: " + e.getMessage());
        }
    }
}
