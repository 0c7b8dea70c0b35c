package org.fovea.app.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.BaseFile;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.WeightBase;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;

/** Bases that are at hand: files that a command was given, then those of a folder, found by size and hash. */
public final class Bases {
    /** The variable of the environment that names the folder. */
    public static final String FOLDER = "FOVEA_BASES";

    private static final int SHOWN_DIGITS = 16;
    private static final String SUFFIX = ".base";

    private final List<Path> given;
    private final Optional<Path> folder;

    private Bases(List<Path> given, Optional<Path> folder) {
        this.given = List.copyOf(given);
        this.folder = folder;
    }

    /**
     * A base that a clip is encoded with.
     *
     * @param file its path
     * @param clips whose archives share it, 1 or more
     */
    public record Shared(Path file, int clips) {}

    /** Those of the folder that {@value #FOLDER} names. */
    public static Bases usual() {
        return of(List.of());
    }

    /** Files, then those of the folder that {@value #FOLDER} names. */
    public static Bases of(List<Path> files) {
        return new Bases(files, Optional.ofNullable(System.getenv(FOLDER)).map(Path::of));
    }

    /** Reads a base. */
    public static BaseFile read(Path file) throws IOException {
        try {
            return BaseFile.parse(Opened.read(file));
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    /** The base that an archive needs; nothing of a file that is no archive, or too damaged to tell. */
    public static Optional<WeightBase.Reference> needed(Path archive) throws IOException {
        try {
            return ArchiveFile.find(Opened.read(archive)).flatMap(ArchiveFile::base);
        } catch (FormatException | AppException e) {
            return Optional.empty(); // a clip is its own archive; rendering a damaged one says what is wrong
        }
    }

    /** A base as it is charged. */
    public static CountedFile counted(WeightBase.Reference base) {
        return new CountedFile("base " + base.sha256().substring(0, SHOWN_DIGITS) + "…", base.bytes());
    }

    /** An archive with its base, where it needs one and it is at hand. */
    ArchiveFile with(ArchiveFile archive) throws IOException {
        Optional<WeightBase.Reference> wanted = archive.base();
        if (wanted.isEmpty()) {
            return archive;
        }
        Optional<Path> file = find(wanted.get());
        return file.isPresent() ? archive.with(read(file.get()).weights()) : archive;
    }

    /** The file of a base, where it is at hand. */
    public Optional<Path> find(WeightBase.Reference wanted) throws IOException {
        List<Path> files = new ArrayList<>(given);
        if (folder.isPresent()) {
            if (!Files.isDirectory(folder.get())) {
                throw AppException.badInput(FOLDER + ": " + folder.get() + " is no folder");
            }
            try (Stream<Path> all = Files.list(folder.get())) {
                files.addAll(all.filter(file -> file.toString().endsWith(SUFFIX))
                        .sorted()
                        .toList());
            }
        }
        for (Path file : files) {
            if (Files.isRegularFile(file)
                    && Files.size(file) == wanted.bytes()
                    && Sha256.of(file).equals(wanted.sha256())) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
