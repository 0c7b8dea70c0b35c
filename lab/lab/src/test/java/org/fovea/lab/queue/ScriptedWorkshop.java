package org.fovea.lab.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.record.PairDistortion;

/**
 * Makes small files that follow from the experiment, a little at a time. Complains where it is given anything else than
 * what it made.
 */
public class ScriptedWorkshop implements Workshop {
    private static final int PARTS = 5;
    private static final int FRAMES = 40_000;

    /** Calls in order: {@code build HASH} and so on. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile long milliseconds;

    /**
     * A workshop.
     *
     * @param milliseconds that each of five parts of a step takes
     */
    public ScriptedWorkshop(long milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** Called at the begin of each step; tests throw here. */
    void begins(String step, Task task) throws IOException, InterruptedException {}

    private interface Part {
        void work(int part) throws IOException;
    }

    private void parts(String step, Task task, ProgressListener watcher, Part work)
            throws IOException, InterruptedException {
        calls.add(step + " " + task.experiment().hash());
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            begins(step, task);
            for (int part = 0; part < PARTS; part++) {
                watcher.update(step + "ing", part, PARTS);
                Thread.sleep(milliseconds);
                work.work(part);
            }
        } finally {
            atOnce.decrementAndGet();
        }
    }

    @Override
    public String codeVersion() {
        return "scripted";
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public String machine() {
        return "test";
    }

    @Override
    public int threads() {
        return 1;
    }

    private static byte[] part(Task task, int part) {
        byte[] bytes = new byte[200];
        new Random((task.experiment().hash() + part).hashCode()).nextBytes(bytes);
        return bytes;
    }

    static byte[] archive(Task task) {
        byte[] all = new byte[PARTS * 200];
        for (int part = 0; part < PARTS; part++) {
            System.arraycopy(part(task, part), 0, all, part * 200, 200);
        }
        return all;
    }

    private static byte[] frames(Task task) {
        byte[] bytes = new byte[FRAMES];
        new Random(task.experiment().hash().hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** What scoring says. */
    static List<PairDistortion> costs(String experiment, List<Integer> pairs) {
        Random random = new Random(experiment.hashCode());
        List<PairDistortion> costs = new ArrayList<>();
        for (int pair : pairs) {
            costs.add(new PairDistortion(pair, random.nextDouble() / 100, random.nextDouble() / 10));
        }
        return costs;
    }

    @Override
    public Path build(Task task, Path folder, Optional<Path> init, ProgressListener watcher)
            throws IOException, InterruptedException {
        parts("build", task, watcher, part -> {
            Path file = folder.resolve("part" + part);
            if (Files.exists(file)) {
                require(Arrays.equals(Files.readAllBytes(file), part(task, part)), "a torn checkpoint");
            } else {
                AtomicFile.write(file, part(task, part));
            }
        });
        Path archive = folder.resolve("made.zip");
        AtomicFile.write(archive, archive(task));
        return archive;
    }

    @Override
    public Map<String, Long> pack(Task task, Path archive) throws IOException {
        calls.add("pack " + task.experiment().hash());
        require(Arrays.equals(Files.readAllBytes(archive), archive(task)), "another archive to pack");
        try {
            begins("pack", task);
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return Map.of("masks", 900L, "container", 100L);
    }

    @Override
    public Drawn inflate(Task task, Path archive, Path frames, ProgressListener watcher)
            throws IOException, InterruptedException {
        require(Arrays.equals(Files.readAllBytes(archive), archive(task)), "another archive to inflate");
        byte[] all = frames(task);
        try (OutputStream out = Files.newOutputStream(frames)) {
            parts("inflate", task, watcher, part -> out.write(all, part * FRAMES / PARTS, FRAMES / PARTS));
        }
        return new Drawn(Sha256.of(all), task.experiment().whole());
    }

    @Override
    public Scored score(Task task, Path archive, Path frames, Path folder, ProgressListener watcher)
            throws IOException, InterruptedException {
        require(Arrays.equals(Files.readAllBytes(archive), archive(task)), "another archive to score");
        require(Arrays.equals(Files.readAllBytes(frames), frames(task)), "other frames to score");
        parts("score", task, watcher, part -> Files.writeString(folder.resolve("at"), "" + part));
        List<PairDistortion> costs =
                costs(task.experiment().hash(), task.experiment().subset().pairs());
        double segmentation = costs.stream()
                .mapToDouble(PairDistortion::segmentation)
                .average()
                .orElseThrow();
        double pose = costs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow();
        return new Scored(
                segmentation,
                pose,
                costs,
                task.benchmark().originalBytes(),
                "{\"scored\":\"" + task.experiment().hash() + "\"}",
                new TreeMap<>());
    }

    /** Hash of the archive that belongs to an experiment. */
    static String archiveHash(Task task) {
        return Sha256.of(archive(task));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Bytes of a text. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
