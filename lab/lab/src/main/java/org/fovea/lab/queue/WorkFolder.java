package org.fovea.lab.queue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where steps work: {@code work/HASH/STEP-BY-TOKEN/}. Who takes a step over moves its folder to a name of its own, so
 * that a worker that was thought dead no longer finds the files that it was writing.
 */
final class WorkFolder {
    private static final String WORK = "work";
    private static final String LOG = "log.txt";

    private final Path lab;

    WorkFolder(Path lab) {
        this.lab = lab.toAbsolutePath().normalize();
    }

    /** Folder of a step, with what an earlier attempt has left in it. */
    Path take(Claim claim, Step step) throws IOException {
        Path parent = of(claim.job().experiment());
        Path mine = mine(claim, step);
        Files.createDirectories(parent);
        Optional<Path> before = earlier(parent, JobRows.word(step) + "-", mine);
        if (before.isPresent()) {
            try {
                Files.move(before.get(), mine, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                Files.createDirectories(mine); // removed meanwhile
            }
        }
        Files.createDirectories(mine);
        return mine;
    }

    /**
     * Empty folder of a step; what an earlier attempt has left is removed, so that a worker that was thought dead
     * writes into files without a name.
     */
    Path begin(Claim claim, Step step) throws IOException {
        Path folder = take(claim, step);
        remove(folder);
        return Files.createDirectories(folder);
    }

    private static Optional<Path> earlier(Path parent, String prefix, Path mine) throws IOException {
        if (Files.isDirectory(mine)) {
            return Optional.empty();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            folders.forEach(found::add);
        }
        return found.stream().max(Comparator.comparing(folder -> folder.toFile().lastModified()));
    }

    /** Removes what a claim that is no longer good may have written since. */
    void removeLost(Claim claim) throws IOException {
        for (Step step : Step.values()) {
            remove(mine(claim, step));
        }
        Path parent = of(claim.job().experiment());
        if (Files.isDirectory(parent)) {
            try (Stream<Path> rest = Files.list(parent)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.deleteIfExists(parent);
        }
    }

    private Path mine(Claim claim, Step step) {
        // A step may make again what an earlier one made, and tokens are counted for each job.
        return of(claim.job().experiment())
                .resolve(JobRows.word(step) + "-" + JobRows.word(claim.job().step()) + "-" + claim.token());
    }

    /** Path in the lab's folder, with {@code /}. */
    String relative(Path file) {
        return lab.relativize(file.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    Path absolute(String relative) {
        Path file = lab.resolve(relative).normalize();
        if (!file.startsWith(lab)) {
            throw new IllegalArgumentException("path " + relative + " leads out of the lab");
        }
        return file;
    }

    Path of(String experiment) {
        return lab.resolve(WORK).resolve(experiment);
    }

    Path log(String experiment) {
        return of(experiment).resolve(LOG);
    }

    /** Adds a line to the log of an experiment. */
    void log(Claim claim, String worker, String line) throws IOException {
        Files.createDirectories(of(claim.job().experiment()));
        Files.writeString(
                log(claim.job().experiment()),
                Instant.now() + " " + worker + " " + JobRows.word(claim.job().step()) + " #" + claim.token() + ": "
                        + line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    List<String> experiments() throws IOException {
        Path work = lab.resolve(WORK);
        if (!Files.isDirectory(work)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(work)) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    void remove(String experiment) throws IOException {
        remove(of(experiment));
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
