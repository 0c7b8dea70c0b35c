package org.fovea.evaluate.score;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;

/**
 * A folder as an entrant submits it: {@code archive.zip}, the only file that is metered; perhaps
 * {@code inflated/NAME.raw}; code. Anything else is data that inflating may need outside the metered file, and must be
 * named as payload before there is a score.
 *
 * @param archive the metered file
 * @param raw frames that were inflated already, if any
 * @param code files that are taken for code, which is not charged
 */
public record SubmissionFolder(Path archive, Optional<Path> raw, List<CountedFile> code) {
    private static final String ARCHIVE = "archive.zip";
    private static final String INFLATED = "inflated";
    private static final Set<String> CODE = Set.of(
            "sh",
            "bash",
            "py",
            "java",
            "jar",
            "c",
            "cc",
            "cpp",
            "h",
            "hpp",
            "cu",
            "rs",
            "go",
            "js",
            "mjs",
            "ts",
            "md",
            "txt",
            "toml",
            "yml",
            "yaml",
            "cfg",
            "ini",
            "lock",
            "gitignore",
            "gitattributes");
    private static final Set<String> CODE_NAMES = Set.of("LICENSE", "README", "NOTICE", "Makefile", "Dockerfile");

    public SubmissionFolder {
        code = List.copyOf(code);
    }

    /**
     * @param payload files that were named as payload; these may lie in the folder
     * @throws ScoreException where there is no archive, more than one raw file, or data that is neither metered nor
     *     named
     */
    public static SubmissionFolder open(Path folder, Collection<Path> payload) throws IOException {
        Path archive = folder.resolve(ARCHIVE);
        if (!Files.isRegularFile(archive)) {
            throw new ScoreException(
                    folder + ": holds no " + ARCHIVE + "; name the archive, the raw frames or the clip itself");
        }
        Optional<Path> raw = raw(folder.resolve(INFLATED));
        Others others = new Others(folder, payload);
        Files.walkFileTree(folder, others);
        if (!others.data.isEmpty()) {
            Path first = others.data.getFirst();
            int more = others.data.size() - 1;
            throw new ScoreException(String.format(
                    Locale.ROOT,
                    "%s: %s (%,d bytes)%s %s data outside %s, the file that is charged; name with --payload what "
                            + "inflating needs, remove the rest",
                    folder,
                    folder.relativize(first),
                    Files.size(first),
                    more == 0 ? "" : " and " + more + " more",
                    more == 0 ? "is" : "are",
                    ARCHIVE));
        }
        return new SubmissionFolder(archive, raw, others.code);
    }

    private static Optional<Path> raw(Path inflated) throws IOException {
        if (!Files.isDirectory(inflated)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(inflated)) {
            List<Path> raws = files.sorted().toList();
            if (raws.size() != 1 || !raws.getFirst().toString().endsWith(".raw")) {
                throw new ScoreException(
                        inflated + ": holds " + raws.size() + " files; one NAME.raw is expected, for one clip");
            }
            return Optional.of(raws.getFirst());
        }
    }

    /** Sorts everything but the archive and the raw frames into code and data. */
    private static final class Others extends SimpleFileVisitor<Path> {
        private final Path folder;
        private final Collection<Path> payload;
        private final List<CountedFile> code = new ArrayList<>();
        private final List<Path> data = new ArrayList<>();

        Others(Path folder, Collection<Path> payload) {
            this.folder = folder;
            this.payload = payload;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skipped = directory.equals(folder.resolve(INFLATED)) || isJavaRuntime(directory);
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        /** As jlink makes one: a tool, like the Java that is installed. */
        private static boolean isJavaRuntime(Path directory) {
            return Files.isRegularFile(directory.resolve("release"))
                    && Files.isRegularFile(directory.resolve("lib/modules"));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (file.equals(folder.resolve(ARCHIVE))) {
                return FileVisitResult.CONTINUE;
            }
            for (Path named : payload) {
                if (Files.isSameFile(named, file)) {
                    return FileVisitResult.CONTINUE;
                }
            }
            if (isCode(file.getFileName().toString())) {
                code.add(new CountedFile(folder.relativize(file).toString(), Files.size(file)));
            } else {
                data.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isCode(String name) {
            int dot = name.lastIndexOf('.');
            return CODE_NAMES.contains(name)
                    || dot >= 0 && CODE.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        }
    }
}
