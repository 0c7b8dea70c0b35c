package org.fovea.evaluate.arithmetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.DurableFiles;

/**
 * What is known of a processor with a version of LibTorch: operations that are right, networks that were examined, and
 * what must stay off. A file of lines, which may be removed at any time.
 */
final class Findings {
    private static final String FIRST = "fovea arithmetic 1";
    private static final String ONE_DNN = "without oneDNN: ";
    private static final String ROUGH = "without bfloat16: ";

    private final Path file;
    private final Set<String> right = new LinkedHashSet<>();
    private Optional<String> wrongOneDnn = Optional.empty();
    private Optional<String> wrongBfloat16 = Optional.empty();

    private Findings(Path file) {
        this.file = file;
    }

    /** Those of a file; none where it is absent, damaged or cannot be read, and everything is examined once more. */
    static Findings read(Path file) {
        Findings findings = new Findings(file);
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException | UncheckedIOException e) {
            return findings;
        }
        if (lines.isEmpty() || !lines.getFirst().equals(FIRST)) {
            return findings;
        }
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(ONE_DNN)) {
                findings.wrongOneDnn = Optional.of(line.substring(ONE_DNN.length()));
            } else if (line.startsWith(ROUGH)) {
                findings.wrongBfloat16 = Optional.of(line.substring(ROUGH.length()));
            } else {
                findings.right.add(line);
            }
        }
        return findings;
    }

    /** The operation that is wrong with oneDNN. */
    Optional<String> wrongOneDnn() {
        return wrongOneDnn;
    }

    /** The operation that is wrong in bfloat16. */
    Optional<String> wrongBfloat16() {
        return wrongBfloat16;
    }

    /** What was found with oneDNN does not hold without it. */
    void dropOneDnn(String wrong) {
        wrongOneDnn = Optional.of(wrong);
        right.clear();
    }

    void dropBfloat16(String wrong) {
        wrongBfloat16 = Optional.of(wrong);
    }

    boolean isRight(String line) {
        return right.contains(line);
    }

    void addRight(String line) {
        right.add(line);
    }

    /** Writes them where that is possible; where it is not, the next process examines once more. */
    void write() {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        wrongOneDnn.ifPresent(wrong -> text.append(ONE_DNN).append(wrong).append('\n'));
        wrongBfloat16.ifPresent(wrong -> text.append(ROUGH).append(wrong).append('\n'));
        right.forEach(line -> text.append(line).append('\n'));
        try {
            DurableFiles.makeFolders(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            // A cache that cannot be written costs a second for each process.
        }
    }
}
