package org.fovea.encode.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.codec.io.VisibleLetters;
import org.fovea.encode.EncodeLog;

/**
 * The diary of a run in two files: {@code log.txt} for display, {@code metrics.csv} for charts, a row for each figure.
 * Every line is handed to the system at once. A run that was resumed from a checkpoint tells again what it had told
 * after it; the later rows hold.
 */
public final class RunLog implements EncodeLog, AutoCloseable {
    private static final String HEADER = "time,stage,step,name,value\n";

    private final FileChannel text;
    private final FileChannel table;

    /** Appends to the files of a run directory. */
    RunLog(Path directory) throws IOException {
        text = open(directory.resolve("log.txt"));
        table = open(directory.resolve("metrics.csv"));
        if (table.size() == 0) {
            append(table, HEADER);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        endLastLine(file);
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** A process that was killed may have left half a line. */
    private static void endLastLine(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return;
        }
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            content.read(last, content.size() - 1);
            if (last.get(0) != '\n') {
                content.write(ByteBuffer.wrap(new byte[] {'\n'}), content.size());
            }
        }
    }

    @Override
    public synchronized void line(String line) {
        try {
            append(text, now() + " " + VisibleLetters.line(line) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same files for a stage.
     *
     * @param label number and name of the stage
     * @param watcher told the same
     */
    EncodeLog ofStage(String label, EncodeLog watcher) {
        return new EncodeLog() {
            @Override
            public void line(String line) {
                RunLog.this.line(label + ": " + line);
                watcher.line(line);
            }

            @Override
            public void metrics(String stage, long step, Map<String, Double> values) {
                String own = label.endsWith("-" + stage) ? label : label + "/" + stage;
                RunLog.this.metrics(own, step, values);
                watcher.metrics(stage, step, values);
            }
        };
    }

    @Override
    public synchronized void metrics(String stage, long step, Map<String, Double> values) {
        StringBuilder rows = new StringBuilder();
        String now = now();
        new TreeMap<>(values)
                .forEach((name, value) ->
                        rows.append(String.join(",", now, stage, Long.toString(step), name, value.toString()) + "\n"));
        try {
            append(table, rows.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static void append(FileChannel to, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        text.close();
        table.close();
    }
}
