package org.fovea.app.rd;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.text.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.video.VideoSettings;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.clip.Clip;

/** Tries settings on some pairs, then the best of them on all. */
public final class Sweep {
    private final Reporter reporter;
    private final PrintStream out;
    private final Inputs inputs;
    private final Profiles.Text text;
    private final Path folder;
    private final PointStore store;

    /**
     * What is tried on.
     *
     * @param clip the original
     * @param clipHash its SHA-256
     * @param originalBytes its size
     * @param some the pairs that all settings are tried on
     * @param networks who looks; stay open
     * @param threads to work with
     * @param filter an archive whose filter is drawn with, if any
     */
    public record Inputs(
            Clip clip,
            String clipHash,
            long originalBytes,
            ClipRange some,
            EvaluatorPair networks,
            int threads,
            Optional<VideoContent> filter) {}

    /** Settings and what came of them. */
    private record Tried(List<ProfileOverride> changes, StreamPoint point) {}

    /**
     * A sweep.
     *
     * @param text profile that the settings are changes of
     * @param folder for points and tables
     */
    public Sweep(Reporter reporter, PrintStream out, Inputs inputs, Profiles.Text text, Path folder)
            throws IOException {
        this.reporter = reporter;
        this.out = out;
        this.inputs = inputs;
        this.text = text;
        this.folder = folder;
        store = new PointStore(folder.resolve("points.json"));
    }

    /**
     * Measures what is not known yet, writes the tables and prints them.
     *
     * @param plan settings to try
     * @param finalists how many of the best are measured on all pairs
     */
    public void run(List<List<ProfileOverride>> plan, int finalists, boolean json)
            throws IOException, InterruptedException {
        plan.forEach(this::settings); // refuses what is impossible before anything is computed
        List<Tried> some = measured(inputs.some(), plan);
        List<List<ProfileOverride>> best =
                some.stream().limit(finalists).map(Tried::changes).toList();
        List<Tried> all = inputs.some().whole() ? some : measured(ClipRange.all(inputs.clip()), best);
        write(some, all, json);
    }

    private VideoSettings settings(List<ProfileOverride> changes) {
        try {
            Profile profile = Profile.parse(text.yaml(), changes);
            return profile.stream()
                    .orElseThrow(() -> AppException.usage("fovea robust sweep: the profile has no stream"));
        } catch (FormatException e) {
            throw AppException.usage("fovea robust sweep: --vary " + name(changes) + ": "
                    + e.reason().replaceFirst("^line \\d+: ", ""));
        }
    }

    private static String name(List<ProfileOverride> changes) {
        return changes.stream()
                .map(change -> change.path().replaceFirst("^stream\\.", "") + "=" + change.value())
                .collect(Collectors.joining(" "));
    }

    /** Points of a plan, the best first. */
    private List<Tried> measured(ClipRange range, List<List<ProfileOverride>> plan)
            throws IOException, InterruptedException {
        long share = Math.max(
                1,
                Math.round((double) inputs.originalBytes()
                        * range.pairs()
                        / (inputs.clip().frameCount() / 2)));
        StreamTask task = new StreamTask(
                range.part(), inputs.networks(), range.whole() ? inputs.originalBytes() : share, inputs.threads());
        GroundTruth truth = null;
        List<Tried> all = new ArrayList<>();
        for (List<ProfileOverride> changes : plan) {
            VideoSettings settings = settings(changes);
            String key = key(range, settings);
            Optional<StreamPoint> known = store.find(key);
            if (known.isEmpty()) {
                truth = truth == null ? truth(task, range) : truth;
                StreamPoint point = measure(task, name(changes), settings, truth, all.size() + 1, plan.size());
                store.add(key, point);
                known = Optional.of(point);
            }
            all.add(new Tried(changes, known.get()));
        }
        all.sort(Comparator.comparingDouble(tried -> tried.point().score()));
        return all;
    }

    private GroundTruth truth(StreamTask task, ClipRange range) throws IOException, InterruptedException {
        try (Reporter.Task progress = reporter.begin("look", range.pairs(), "pairs")) {
            return task.truth((stage, done, total) -> progress.update(done));
        }
    }

    private StreamPoint measure(
            StreamTask task, String name, VideoSettings settings, GroundTruth truth, int number, int of)
            throws IOException, InterruptedException {
        String title = name + " (" + number + "/" + of + ")";
        try (Reporter.Task progress = reporter.begin(title, 3L * task.part().pairs(), "steps")) {
            StreamPoint point = task.measure(
                    name,
                    settings,
                    inputs.filter().flatMap(StreamTask.Filter::of),
                    truth,
                    (stage, done, total) -> progress.update(done));
            progress.close();
            reporter.note(String.format(
                    java.util.Locale.ROOT,
                    "%s: %s bytes, score %.4f on %d pairs",
                    title,
                    Text.count(point.bytes()),
                    point.score(),
                    point.pairs()));
            return point;
        } catch (IllegalArgumentException e) {
            throw AppException.usage("fovea robust sweep: " + name + ": " + e.getMessage());
        }
    }

    /** Everything that a point depends on, but the versions of programs. */
    private String key(ClipRange range, VideoSettings settings) {
        String filter = inputs.filter()
                .map(content -> content.header().parameters() + " " + content.tensors())
                .orElse("none");
        String all = String.join(
                "\n",
                inputs.clipHash(),
                inputs.networks().identity().hash(),
                range.firstPair() + "+" + range.pairs(),
                settings.toString(),
                filter);
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    }

    private void write(List<Tried> some, List<Tried> all, boolean json) throws IOException {
        List<StreamPoint> first = some.stream().map(Tried::point).toList();
        List<StreamPoint> last = all.stream().map(Tried::point).toList();
        List<StreamPoint> both = new ArrayList<>(first);
        if (!inputs.some().whole()) {
            both.addAll(last);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("clip", inputs.clip().path().toString());
        document.put("clipSha256", inputs.clipHash());
        document.put("originalBytes", inputs.originalBytes());
        document.put("evaluators", inputs.networks().identity().name());
        document.put("evaluatorsSha256", inputs.networks().identity().hash());
        document.put("points", both.stream().map(SweepText::document).toList());
        document.put("best", SweepText.document(last.getFirst()));
        String printed = Json.of(document) + "\n";
        file("sweep.csv", SweepText.csv(both));
        file("sweep.json", printed);
        file("best.yaml", yaml(all.getFirst().changes()));
        if (json) {
            out.print(printed);
            return;
        }
        String who = inputs.networks().identity().name();
        if (!inputs.some().whole()) {
            out.println("pairs " + inputs.some().firstPair() + ".."
                    + inputs.some().lastPair() + ", with their share of the original's bytes (" + who + "):");
            out.print(SweepText.table(first));
            out.println();
        }
        out.println("all pairs (" + who + "):");
        out.print(SweepText.table(last));
        out.println("  " + folder.resolve("best.yaml") + " · " + folder.resolve("sweep.csv"));
    }

    private void file(String name, String content) throws IOException {
        AtomicFile.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8), true);
    }

    /** The profile with the best settings. JSON is YAML, too. */
    private String yaml(List<ProfileOverride> best) {
        return Profile.parse(text.yaml(), best).yaml();
    }
}
