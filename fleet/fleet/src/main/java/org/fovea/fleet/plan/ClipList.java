package org.fovea.fleet.plan;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.fovea.app.AppException;
import org.fovea.codec.FormatException;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.Sql;

/** Finds a fleet's clips: by a pattern for their paths, or in a table. */
final class ClipList {
    private static final String PATTERN_SIGNS = "*?[{";

    private final Path base;
    private final Path results;
    private final RemoteFiles store;

    /**
     * Of a file.
     *
     * @param base folder that relative paths begin at
     * @param results folder in which no pattern looks, unless it names it
     * @param store of clips with an address
     */
    ClipList(Path base, Path results, RemoteFiles store) {
        this.base = base;
        this.results = results;
        this.store = store;
    }

    /**
     * Finds the clips.
     *
     * @param source a pattern such as {@code drives/*.mp4}, or a table that ends in {@code .csv} or {@code .parquet}
     *     with the columns id and uri
     * @return in alphabetical order of their ids
     */
    List<FleetClip> read(String source) throws IOException {
        String lower = source.toLowerCase(Locale.ROOT);
        boolean table = lower.endsWith(".csv") || lower.endsWith(".parquet");
        boolean address = RemoteFiles.isAddress(source);
        if (address && table) {
            throw AppException.badInput(
                    source + ": tables of clips are read from a path; copy it beside the fleet's file");
        }
        List<FleetClip> clips;
        if (table) {
            clips = ofTable(base.resolve(source), lower.endsWith(".csv"));
        } else {
            clips = address ? ofAddresses(source) : ofPattern(source);
        }
        if (clips.isEmpty()) {
            throw AppException.badInput(source + ": no clip there; clips: takes a pattern such as drives/*.mp4,"
                    + " or a table clips.csv or clips.parquet with the columns id and uri");
        }
        Map<String, FleetClip> known = new HashMap<>();
        for (FleetClip clip : clips) {
            // Results may lie where A.zip and a.zip are one file.
            FleetClip other = known.put(clip.id().toLowerCase(Locale.ROOT), clip);
            if (other != null) {
                String ids = other.id().equals(clip.id())
                        ? "the same id " + clip.id()
                        : "ids that differ only in case, " + other.id() + " and " + clip.id();
                throw AppException.badInput("clips " + other.uri() + " and " + clip.uri() + " have " + ids
                        + "; give each its own in a table with the columns id and uri");
            }
        }
        List<FleetClip> sorted = new ArrayList<>(clips);
        sorted.sort(Comparator.comparing(FleetClip::id));
        return List.copyOf(sorted);
    }

    /** As with paths: the folder is listed from the last one that the pattern names without a sign. */
    private List<FleetClip> ofAddresses(String source) throws IOException {
        checkAddress(source);
        int slash = source.lastIndexOf('/', firstSign(source));
        if (slash <= source.indexOf("://") + 2) {
            throw AppException.badInput(
                    source + ": names no folder; clips: takes for example s3a://bucket/drives/*.mp4");
        }
        String root = source.substring(0, slash + 1);
        String below = source.substring(slash + 1);
        PathMatcher pattern = matcher(source, below);
        List<FleetClip> clips = new ArrayList<>();
        try {
            for (RemoteFiles.Found file : store.list(root, below.contains("/") || below.contains("**"))) {
                Path name = Path.of(file.name());
                if (pattern.matches(name)) {
                    clips.add(new FleetClip(id(name), RemoteFiles.address(root, file.name()), Map.of()));
                }
            }
        } catch (NoSuchFileException e) {
            throw AppException.badInput(root + ": no such folder; clips: " + source + " begins there");
        } catch (FileSystemException e) {
            throw AppException.badInput(root + ": cannot be listed: " + e.getReason());
        } catch (IOException e) {
            throw AppException.environment(root + ": cannot be listed: " + e.getMessage(), e);
        }
        return clips;
    }

    private static void checkAddress(String address) {
        RemoteFiles.whyNot(address).ifPresent(why -> {
            throw AppException.badInput(why);
        });
    }

    private PathMatcher matcher(String source, String below) {
        try {
            return base.getFileSystem().getPathMatcher("glob:" + below);
        } catch (PatternSyntaxException e) {
            throw AppException.badInput(source + ": no pattern: " + e.getDescription()
                    + "; clips: takes one such as drives/*.mp4, where [ and { are closed");
        }
    }

    private static int firstSign(String source) {
        int sign = 0;
        while (sign < source.length() && PATTERN_SIGNS.indexOf(source.charAt(sign)) < 0) {
            sign++;
        }
        return sign;
    }

    /** The folder is walked from the last one that the pattern names without a sign. */
    private List<FleetClip> ofPattern(String source) throws IOException {
        int slash = source.lastIndexOf('/', firstSign(source));
        Path root = base.resolve(slash < 0 ? "" : source.substring(0, Math.max(slash, 1)));
        String below = source.substring(slash + 1);
        if (!Files.isDirectory(root)) {
            throw AppException.badInput(root + ": no such folder; clips: " + source + " begins there");
        }
        PathMatcher pattern = matcher(source, below);
        int depth = below.contains("**")
                ? Integer.MAX_VALUE
                : (int) below.chars().filter(each -> each == '/').count() + 1;
        List<FleetClip> clips = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new SimpleFileVisitor<>() {
            /** Frames that a fleet has inflated are no clips of its next run. */
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
                boolean own = !folder.equals(root)
                        && folder.toAbsolutePath().normalize().equals(results);
                return own ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                Path name = root.relativize(file);
                if (facts.isRegularFile() && pattern.matches(name)) {
                    clips.add(new FleetClip(id(name), file.toString(), Map.of()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof FileSystemLoopException || problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // a link to a folder that is walked already, or gone meanwhile
                }
                throw problem;
            }
        });
        return clips;
    }

    /** The path without its suffix, with underscores for what an id cannot hold. */
    private static String id(Path name) {
        String text = name.toString();
        int dot = text.lastIndexOf('.');
        String stem = dot > text.lastIndexOf('/') + 1 ? text.substring(0, dot) : text;
        return FleetClip.id(stem);
    }

    private List<FleetClip> ofTable(Path table, boolean csv) throws IOException {
        if (!Files.isRegularFile(table)) {
            throw AppException.badInput(table + ": no such file; check the path in clips:");
        }
        String source = csv
                ? "read_csv(" + Sql.file(table) + ", all_varchar = true, header = true)"
                : "read_parquet(" + Sql.file(table) + ")";
        List<FleetClip> clips = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (Sql sql = Sql.open(table.toAbsolutePath().resolveSibling(""))) {
            sql.ask("DESCRIBE SELECT * FROM " + source, row -> names.add(row.getString(1)));
            for (String needed : List.of("id", "uri")) {
                if (!names.contains(needed)) {
                    throw AppException.badInput(
                            table + ": has no column " + needed + "; it has " + String.join(", ", names));
                }
            }
            sql.ask("SELECT * FROM " + source, row -> {
                Map<String, String> columns = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    String value = row.getString(i + 1);
                    if (value != null) {
                        columns.put(names.get(i), value);
                    }
                }
                clips.add(clip(table, clips.size() + 1, columns));
            });
        } catch (IOException e) {
            throw new FormatException("clips", 0, String.valueOf(e.getMessage()), "it must be a table of clips")
                    .inFile(table.toString());
        }
        return clips;
    }

    private FleetClip clip(Path table, int row, Map<String, String> columns) {
        String id = columns.remove("id");
        String uri = columns.remove("uri");
        if (id == null || uri == null) {
            throw AppException.badInput(table + ": row " + row + " has no " + (id == null ? "id" : "uri"));
        }
        if (RemoteFiles.isAddress(uri)) {
            checkAddress(uri);
        }
        try {
            return new FleetClip(id, resolved(uri), columns);
        } catch (IllegalArgumentException e) {
            throw AppException.badInput(table + ": row " + row + ": " + e.getMessage());
        }
    }

    /** Paths begin beside the table's fleet file; other addresses are for executors that reach them. */
    private String resolved(String uri) {
        if (uri.startsWith("file:")) {
            return Path.of(URI.create(uri)).toString();
        }
        return RemoteFiles.isAddress(uri) ? uri : base.resolve(uri).normalize().toString();
    }
}
