package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.text.Text;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.VideoContent;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.config.CanonicalJson;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.video.VideoSettings;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.clip.Clip;

/** Tries settings on some pairs, then the best of them on all. */
public final class Sweep {
    private final Reporter reporter;
    private final PrintStream out;
    private final Inputs inputs;
    private final Profiles.Text text;
    private final Path folder;
    private final PointStore<Point> store;

    /**
     * What is tried on.
     *
     * @param clip the original
     * @param clipHash its SHA-256
     * @param originalBytes its size
     * @param some the pairs that all settings are tried on
     * @param networks that judge the frames; stay open
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
            Optional<VideoContent> filter) {
        /** In the colours that the networks want. */
        public Inputs {
            clip = clip.withColours(networks.colours());
            some = some.withColours(networks.colours());
        }
    }

    /**
     * A point on some pairs. Of less than all the score is an estimate, no score of the clip: its rate is that of the
     * bytes over their share of the original's.
     *
     * @param firstPair first of the pairs
     * @param pairs how many they are
     * @param archive point of the archive of these, its label the settings that are varied
     */
    record Point(int firstPair, int pairs, RdPoint archive) {
        /** As people are told of it, its score with four digits. */
        static final Columns<Point> TABLE = new Columns<Point>()
                .add("bytes", point -> Text.count(point.archive().bytes()))
                .add("segmentation", point -> Columns.rounded(point.archive().segmentationTerm(), 4))
                .add("pose", point -> Columns.rounded(point.archive().poseTerm(), 4))
                .add("rate", point -> Columns.rounded(point.archive().rateTerm(), 4))
                .add("score", point -> Columns.rounded(point.archive().score(), 4))
                .add(
                        "settings",
                        point ->
                                point.archive().label() + ", " + point.archive().coded());

        static final Columns<Point> CSV = new Columns<Point>()
                .add("settings", point -> Columns.quoted(point.archive().label()))
                .add("first_pair", Point::firstPair)
                .add("pairs", Point::pairs)
                .add("width", point -> point.archive().coded().width())
                .add("height", point -> point.archive().coded().height())
                .add("bytes", point -> point.archive().bytes())
                .add("segmentation", point -> point.archive().measured().means().segmentation())
                .add("pose", point -> point.archive().measured().means().pose())
                .add("rate_term", point -> point.archive().rateTerm())
                .add("score", point -> point.archive().score())
                .add("seconds", point -> Columns.rounded(point.archive().seconds(), 1));

        /** What a file of points looks like; earlier versions have written it, too. */
        static final PointStore.Format<Point> STORED = new PointStore.Format<>(
                "sweep",
                new About("fovea robust sweep"),
                point -> new Stored(
                        Part.of(point),
                        point.archive().measured().means(),
                        point.archive().rateTerm(),
                        point.archive().score(),
                        point.archive().seconds()),
                object -> CanonicalJson.read(object, Stored.class).point());
    }

    /** What all points of a file have in common. */
    private record About(String format) {}

    /** What of the clip was coded with which settings, and in how many bytes. */
    public record Part(String settings, int firstPair, int pairs, int width, int height, long bytes) {
        private static Part of(Point point) {
            RdPoint archive = point.archive();
            return new Part(
                    archive.label(),
                    point.firstPair(),
                    point.pairs(),
                    archive.coded().width(),
                    archive.coded().height(),
                    archive.bytes());
        }
    }

    /** A point in a file of points. */
    private record Stored(
            @JsonUnwrapped Part part, @JsonUnwrapped Distortion lost, double rate, double score, double seconds) {
        private Point point() {
            RdPoint archive = RdPoint.archive(
                    RdPoint.ROBUST,
                    part.settings(),
                    new FrameSize(part.width(), part.height()),
                    part.bytes(),
                    PointScore.stored(lost, rate, score),
                    seconds);
            return new Point(part.firstPair(), part.pairs(), archive);
        }
    }

    /** A point in the sweep's document. */
    public record Shown(
            @JsonUnwrapped Part part, @JsonUnwrapped Distortion lost, double rateTerm, double score, double seconds) {
        static Shown of(Point point) {
            RdPoint archive = point.archive();
            return new Shown(
                    Part.of(point), archive.measured().means(), archive.rateTerm(), archive.score(), archive.seconds());
        }
    }

    /**
     * A sweep for programs.
     *
     * @param clip the original
     * @param clipSha256 of it
     * @param originalBytes its size
     * @param evaluators that judged the frames
     * @param evaluatorsSha256 of their weights, structure and pre-processing
     * @param points on some pairs, the best first, then on all
     * @param best of those on all pairs
     */
    public record Document(
            String clip,
            String clipSha256,
            long originalBytes,
            String evaluators,
            String evaluatorsSha256,
            List<Shown> points,
            Shown best) {}

    /** Settings and what came of them. */
    private record Tried(List<ProfileOverride> changes, Point point) {}

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
        store = PointStore.open(folder.resolve("points.json"), Point.STORED);
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
            throw AppException.usage("fovea robust sweep: --vary " + name(changes) + ": " + e.phrase());
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
        GroundTruth[] truth = {null};
        List<Tried> all = new ArrayList<>();
        for (List<ProfileOverride> changes : plan) {
            VideoSettings settings = settings(changes);
            String title = name(changes) + " (" + (all.size() + 1) + "/" + plan.size() + ")";
            Point point = store.point(key(range, settings), () -> {
                truth[0] = truth[0] == null ? truth(task, range) : truth[0];
                return new Point(
                        range.firstPair(), range.pairs(), measure(task, title, name(changes), settings, truth[0]));
            });
            all.add(new Tried(changes, point));
        }
        all.sort(Comparator.comparingDouble(tried -> tried.point().archive().score()));
        return all;
    }

    private GroundTruth truth(StreamTask task, ClipRange range) throws IOException, InterruptedException {
        try (Reporter.Task progress = reporter.begin("look", range.pairs(), "pairs")) {
            return task.truth((stage, done, total) -> progress.update(done));
        }
    }

    private RdPoint measure(StreamTask task, String title, String name, VideoSettings settings, GroundTruth truth)
            throws IOException, InterruptedException {
        try (Reporter.Task progress = reporter.begin(title, 3L * task.part().pairs(), "steps")) {
            RdPoint point = task.measure(
                    name,
                    settings,
                    inputs.filter().flatMap(StreamTask.Filter::of),
                    truth,
                    (stage, done, total) -> progress.update(done));
            progress.close();
            reporter.note(String.format(
                    Locale.ROOT,
                    "%s: %s bytes, score %.4f on %s",
                    title,
                    Text.count(point.bytes()),
                    point.score(),
                    Text.count(task.part().pairs(), "pair")));
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
        List<Point> first = some.stream().map(Tried::point).toList();
        List<Point> last = all.stream().map(Tried::point).toList();
        List<Point> both = new ArrayList<>(first);
        if (!inputs.some().whole()) {
            both.addAll(last);
        }
        Document document = new Document(
                inputs.clip().path().toString(),
                inputs.clipHash(),
                inputs.originalBytes(),
                inputs.networks().identity().name(),
                inputs.networks().identity().hash(),
                both.stream().map(Shown::of).toList(),
                Shown.of(last.getFirst()));
        String printed = Json.of(document) + "\n";
        file("sweep.csv", Point.CSV.csv(both));
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
            out.print(table(first));
            out.println();
        }
        out.println("all pairs (" + who + "):");
        out.print(table(last));
        out.println("  " + folder.resolve("best.yaml") + " · " + folder.resolve("sweep.csv"));
    }

    private static String table(List<Point> points) {
        return Point.TABLE.table("rrrrrl", List.of(points));
    }

    private void file(String name, String content) throws IOException {
        AtomicFile.write(folder.resolve(name), content.getBytes(StandardCharsets.UTF_8), true);
    }

    /** The profile with the best settings. JSON is YAML, too. */
    private String yaml(List<ProfileOverride> best) {
        return Profile.parse(text.yaml(), best).yaml();
    }
}
