package org.fovea.lab.folder;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.DurableFiles;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a lab: {@code lab.yaml}, {@code ledger.db} where the database is SQLite, {@code artifacts} (kept),
 * {@code work} (may be removed when no worker runs).
 *
 * @param path absolute
 */
public record LabFolder(Path path) {
    private static final String SETTINGS = "lab.yaml";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

    /**
     * Makes a lab.
     *
     * @throws java.nio.file.FileAlreadyExistsException where one is there
     */
    public static LabFolder create(Path path, LabConfig config) throws IOException {
        DurableFiles.makeFolders(path);
        LabFolder folder = new LabFolder(path.toAbsolutePath().normalize());
        folder.write(config, false);
        return folder;
    }

    public static Optional<LabFolder> find(Path start) {
        Path path = start.toAbsolutePath().normalize();
        while (path != null) {
            if (Files.isRegularFile(path.resolve(SETTINGS))) {
                return Optional.of(new LabFolder(path));
            }
            path = path.getParent();
        }
        return Optional.empty();
    }

    /**
     * The settings.
     *
     * @throws FormatException where the file says something impossible; names it
     */
    public LabConfig config() throws IOException {
        Path file = path.resolve(SETTINGS);
        try {
            return LabConfig.read(Files.readAllBytes(file));
        } catch (FormatException e) {
            throw e.inFile(file.toString());
        }
    }

    public void write(LabConfig config) throws IOException {
        write(config, true);
    }

    /** The URL may hold a password, so only its owner can read the file. */
    private void write(LabConfig config, boolean replace) throws IOException {
        try (AtomicFile file = AtomicFile.create(path.resolve(SETTINGS), replace)) {
            boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
            Files.createFile(
                    file.path(),
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : new FileAttribute<?>[0]);
            Files.writeString(file.path(), config.yaml());
            file.commit();
        }
    }

    /**
     * The database's URL with an absolute path, or with the values of the variables that it names as in
     * {@code password=${LAB_PASSWORD}}.
     *
     * @throws FormatException where it names a variable that is not set
     */
    public String database() throws IOException {
        return database(System::getenv);
    }

    String database(Function<String, @Nullable String> variables) throws IOException {
        String url = config().database();
        return url.startsWith(SQLITE)
                ? SQLITE + path.resolve(url.substring(SQLITE.length())).normalize()
                : withValues(url, variables);
    }

    private String withValues(String url, Function<String, @Nullable String> variables) {
        return VARIABLE.matcher(url).replaceAll(found -> {
            String value = variables.apply(found.group(1));
            if (value == null) {
                throw new FormatException(
                                SETTINGS,
                                0,
                                "database: the variable " + found.group(1) + " is not set",
                                "set it to the password, or leave password out and keep it in ~/.pgpass")
                        .inFile(path.resolve(SETTINGS).toString());
            }
            return Matcher.quoteReplacement(URLEncoder.encode(value, StandardCharsets.UTF_8));
        });
    }

    public Optional<Path> databaseFile() throws IOException {
        String url = config().database();
        return url.startsWith(SQLITE)
                ? Optional.of(path.resolve(url.substring(SQLITE.length())).normalize())
                : Optional.empty();
    }

    /** Takes the settings away again, of a lab that could not be made. */
    public void abandon() throws IOException {
        Files.deleteIfExists(path.resolve(SETTINGS));
    }

    public Path artifacts() {
        return path.resolve("artifacts");
    }

    public Path work() {
        return path.resolve("work");
    }
}
