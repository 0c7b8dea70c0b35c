package org.fovea.evaluate.arithmetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.DurableFiles;

/**
 * What is known of a processor with a version of LibTorch: operations that are right, networks that were examined, and
 * the slower ways that must be taken. A file of lines, which may be removed at any time.
 */
final class Findings {
    private static final String FIRST = "fovea arithmetic 1";
    private static final String BECAUSE = " because of ";

    private final Path file;
    private final Set<String> right = new LinkedHashSet<>();
    private final Map<Retreat, String> retreats = new EnumMap<>(Retreat.class);

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
        if (!lines.isEmpty() && lines.getFirst().equals(FIRST)) {
            lines.stream().skip(1).forEach(findings::add);
        }
        return findings;
    }

    private void add(String line) {
        for (Retreat retreat : Retreat.values()) {
            String start = retreat + BECAUSE;
            if (line.startsWith(start)) {
                retreats.put(retreat, line.substring(start.length()));
                return;
            }
        }
        right.add(line);
    }

    /** The slower ways, each with the operation that is wrong without it. */
    Map<Retreat, String> retreats() {
        return Map.copyOf(retreats);
    }

    /** Takes a slower way. What was right in the usual one must be examined again. */
    void retreat(Retreat retreat, String wrong) {
        retreats.put(retreat, wrong);
        right.clear();
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
        retreats.forEach((retreat, wrong) ->
                text.append(retreat).append(BECAUSE).append(wrong).append('\n'));
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
