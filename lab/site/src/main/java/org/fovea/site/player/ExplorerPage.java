package org.fovea.site.player;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Files;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.TurningPoint;
import tools.jackson.databind.json.JsonMapper;

/**
 * The compare viewer of a benchmark.
 *
 * @param frame around it
 * @param benchmark that it is about; absent in a lab that has none
 * @param shown what there is to look at
 * @param strips costs of pairs: the baseline's first where there is one
 * @param sources what panes can show, in order; empty where there are no clips
 * @param settings what the script is told, as JSON that may be embedded in a page; absent where there are no clips
 */
public record ExplorerPage(
        Frame frame,
        Optional<Numbered<Benchmark>> benchmark,
        Viewer.Shown shown,
        List<PairStrip> strips,
        List<Source> sources,
        Optional<String> settings) {
    /** Scripts of the viewer, in the order in which they are loaded. */
    static final List<String> SCRIPTS = List.of(
            "assets/explorer-clip.js",
            "assets/explorer-draw.js",
            "assets/explorer-zoom.js",
            "assets/explorer-strip.js",
            "assets/explorer-pose.js",
            "assets/explorer.js");

    private static final int MAX_STRIPS = 6;
    private static final int WORST = 10;

    /**
     * What a pane can show.
     *
     * @param role what the run is to the benchmark; of the original, that of any
     * @param run absent for the original
     * @param clip what is played
     */
    public record Source(PairStrip.Role role, Optional<RunRow> run, StoredClip clip) {
        /** Its name in addresses: {@code original} or the run's number. */
        public String id() {
            return run.map(RunRow::numberLabel).orElse("original");
        }
    }

    /** A run without a clip, and why. */
    public record Missing(RunRow run, String reason) {}

    /** Files of the site that clips become. */
    static String clipPath(StoredClip clip, String kind) {
        return "clips/" + clip.key() + "-" + kind + ".js";
    }

    /** Adds a clip's files. */
    static void addClip(Files files, StoredClip clip) {
        files.add(clipPath(clip, "frames"), () -> read(clip.frames()));
        files.add(clipPath(clip, "classes"), () -> read(clip.classes()));
        files.add(clipPath(clip, "poses"), () -> read(clip.poses()));
    }

    private static Content read(Path file) {
        try {
            return new Content("text/javascript; charset=utf-8", java.nio.file.Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address of a still. */
    public String still(Viewer.Picture picture) {
        return frame.to("clips/" + picture.name());
    }

    /** The strip that pairs are ranked by: the baseline's, else the first whose pairs are known. */
    public Optional<PairStrip> ranking() {
        return strips.stream().filter(strip -> !strip.pairs().isEmpty()).findFirst();
    }

    /** The pairs that cost most. */
    public List<PairStrip.Bar> worst() {
        return ranking()
                .map(strip -> strip.worst().stream().limit(WORST).toList())
                .orElse(List.of());
    }

    /** The strips whose pairs are known. */
    public List<PairStrip> known() {
        return strips.stream().filter(strip -> !strip.pairs().isEmpty()).toList();
    }

    /** The largest cost of all. */
    public double highest() {
        return strips.stream().mapToDouble(PairStrip::highest).max().orElse(0);
    }

    /** Cost of a pair in a strip, in words where it was not measured. */
    public String cost(PairStrip strip, int pair) {
        return strip.pairs().stream()
                .filter(bar -> bar.pair() == pair)
                .map(bar -> Wording.score(bar.cost()))
                .findFirst()
                .orElse("not measured");
    }

    /** Whether a pair can be looked at. */
    public boolean playable(int pair) {
        return shown.original().isPresent() && shown.original().get().window().contains(pair);
    }

    /** Runs of interest without clips. */
    public List<Missing> missing() {
        return shown.absent().stream()
                .flatMap(absent ->
                        frame.snapshot().run(absent.run()).stream().map(run -> new Missing(run, absent.reason())))
                .toList();
    }

    /** Adds one for each benchmark, and the clips. */
    public static final class Part implements Site.Part {
        private final Viewer viewer;

        /** With these clips. */
        public Part(Viewer viewer) {
            this.viewer = viewer;
        }

        @Override
        public void addTo(Site site) {
            List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
            if (benchmarks.isEmpty()) {
                String path = site.paths().of(Topic.EXPLORER);
                site.page(path, "explorer.jte", () -> nothing(site, path));
            }
            for (Numbered<Benchmark> benchmark : benchmarks) {
                String path = site.paths().of(Topic.EXPLORER, benchmark);
                site.page(path, "explorer.jte", () -> of(site, path, benchmark, viewer.of(benchmark)));
                site.data(
                        "explorer",
                        "explorer-" + site.paths().slug(benchmark),
                        () -> ExplorerData.of(of(site, path, benchmark, viewer.of(benchmark))));
            }
            addClips(site);
        }

        private void addClips(Site site) {
            Map<String, StoredClip> clips = new LinkedHashMap<>();
            for (Viewer.Shown shown : viewer.benchmarks().values()) {
                shown.original().ifPresent(clip -> clips.put(clip.key(), clip));
                shown.runs().forEach(run -> clips.put(run.clip().key(), run.clip()));
                shown.stills()
                        .ifPresent(stills -> Stream.concat(stills.pictures().stream(), stills.small().stream())
                                .filter(picture ->
                                        site.files().paths().stream().noneMatch(("clips/" + picture.name())::equals))
                                .forEach(picture -> site.files()
                                        .add(
                                                "clips/" + picture.name(),
                                                () -> new Content("image/png", picture.png()))));
            }
            clips.values().forEach(clip -> addClip(site.files(), clip));
        }

        private static Frame frame(Site site, String path, Optional<Numbered<Benchmark>> benchmark, boolean scripts) {
            return site.frame(
                    path,
                    "Explorer",
                    "Frames of the original and of runs side by side, and what the segmentation network sees in them",
                    Topic.EXPLORER,
                    benchmark,
                    scripts ? SCRIPTS : List.of());
        }

        private static ExplorerPage nothing(Site site, String path) {
            return new ExplorerPage(
                    frame(site, path, Optional.empty(), false),
                    Optional.empty(),
                    Viewer.Shown.nothing("This lab has no benchmark yet, so there is nothing to compare."),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        private static ExplorerPage of(Site site, String path, Numbered<Benchmark> benchmark, Viewer.Shown shown) {
            Map<String, PairStrip.Role> roles = roles(site, benchmark);
            List<Source> sources = new ArrayList<>();
            shown.original().ifPresent(clip -> sources.add(new Source(PairStrip.Role.RUN, Optional.empty(), clip)));
            for (Viewer.RunClip clip : shown.runs()) {
                site.snapshot()
                        .run(clip.run())
                        .ifPresent(run -> sources.add(new Source(
                                roles.getOrDefault(run.key(), PairStrip.Role.RUN), Optional.of(run), clip.clip())));
            }
            List<PairStrip> strips = strips(site, benchmark, roles, sources);
            Optional<String> settings = shown.original().isEmpty()
                    ? Optional.empty()
                    : Optional.of(ExplorerSettings.text(site, benchmark.record(), sources, strips));
            return new ExplorerPage(
                    frame(site, path, Optional.of(benchmark), settings.isPresent()),
                    Optional.of(benchmark),
                    shown,
                    strips,
                    sources,
                    settings);
        }

        /** The baseline and those before it, by key, the last first. */
        private static Map<String, PairStrip.Role> roles(Site site, Numbered<Benchmark> benchmark) {
            Map<String, PairStrip.Role> roles = new LinkedHashMap<>();
            site.snapshot().floor(benchmark).ifPresent(run -> roles.put(run.key(), PairStrip.Role.FLOOR));
            TurningPoint.of(site.snapshot(), benchmark)
                    .reversed()
                    .forEach(point -> roles.putIfAbsent(point.run().key(), PairStrip.Role.EARLIER));
            return roles;
        }

        /** Of all that can be played; where that is nothing, of the baselines. */
        private static List<PairStrip> strips(
                Site site, Numbered<Benchmark> benchmark, Map<String, PairStrip.Role> roles, List<Source> sources) {
            Map<String, RunRow> runs = new LinkedHashMap<>();
            site.snapshot().floor(benchmark).ifPresent(run -> runs.put(run.key(), run));
            sources.forEach(source -> source.run().ifPresent(run -> runs.put(run.key(), run)));
            for (String key : roles.keySet()) {
                if (runs.size() < MAX_STRIPS) {
                    site.snapshot().run(key).ifPresent(run -> runs.put(key, run));
                }
            }
            return runs.values().stream()
                    .map(run -> PairStrip.of(
                            run,
                            roles.getOrDefault(run.key(), PairStrip.Role.RUN),
                            site.snapshot().details(run)))
                    .toList();
        }
    }

    /**
     * What the viewer shows, for scripts.
     *
     * @param benchmark name
     * @param firstPair first pair that clips show
     * @param pairs how many they show
     * @param original the original's clip
     * @param runs runs with clips or known pairs
     */
    record ExplorerData(
            String benchmark,
            Optional<Integer> firstPair,
            Optional<Integer> pairs,
            Optional<Clip> original,
            List<Run> runs) {
        /** A clip's files. */
        record Clip(
                String frames,
                String classes,
                String poses,
                int width,
                int height,
                double framesPerSecond,
                boolean verified) {}

        /** A run. */
        record Run(String run, String key, String role, Optional<Clip> clip, List<PairStrip.Bar> pairs) {}

        static ExplorerData of(ExplorerPage page) {
            Map<String, StoredClip> clips = page.sources().stream()
                    .filter(source -> source.run().isPresent())
                    .collect(Collectors.toMap(source -> source.run().get().key(), ExplorerPage.Source::clip));
            Optional<StoredClip> original = page.shown().original();
            return new ExplorerData(
                    page.benchmark()
                            .map(each -> each.record())
                            .map(Benchmark::name)
                            .orElse(""),
                    original.map(clip -> clip.window().firstPair()),
                    original.map(clip -> clip.window().pairs()),
                    original.map(ExplorerData::clip),
                    page.strips().stream()
                            .map(strip -> new Run(
                                    strip.run().numberLabel(),
                                    strip.run().key(),
                                    strip.role().key(),
                                    Optional.ofNullable(clips.get(strip.run().key()))
                                            .map(ExplorerData::clip),
                                    strip.pairs()))
                            .toList());
        }

        private static Clip clip(StoredClip clip) {
            return new Clip(
                    ExplorerPage.clipPath(clip, "frames"),
                    ExplorerPage.clipPath(clip, "classes"),
                    ExplorerPage.clipPath(clip, "poses"),
                    clip.size().width(),
                    clip.size().height(),
                    clip.framesPerSecond(),
                    clip.verified());
        }
    }

    /** What the viewer's script is told. */
    static final class ExplorerSettings {
        private static final JsonMapper MAPPER = JsonMapper.builder()
                .changeDefaultPropertyInclusion(
                        all -> all.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT))
                .build();

        private ExplorerSettings() {}

        private record Settings(
                String benchmark,
                int clipPairs,
                int firstPair,
                int pairs,
                int look,
                boolean every,
                double framesPerSecond,
                int width,
                int height,
                List<String> classes,
                List<String> colours,
                List<Source> sources,
                String ranking,
                List<Integer> worst) {}

        private record Source(
                String id,
                String label,
                String key,
                String frames,
                String classes,
                String poses,
                Optional<String> track,
                Optional<List<List<Number>>> costs) {}

        /** As JSON in which nothing ends a script element. */
        static String text(Site site, Benchmark benchmark, List<ExplorerPage.Source> sources, List<PairStrip> strips) {
            Map<String, PairStrip> byRun = strips.stream()
                    .collect(Collectors.toMap(strip -> strip.run().key(), Function.identity()));
            Optional<PairStrip> ranking =
                    strips.stream().filter(strip -> !strip.pairs().isEmpty()).findFirst();
            StoredClip original = sources.getFirst().clip();
            Settings settings = new Settings(
                    benchmark.name(),
                    benchmark.pairs(),
                    original.window().firstPair(),
                    original.window().pairs(),
                    original.legend().seen().shown(),
                    original.legend().seen() == ClassLegend.Seen.BOTH,
                    original.framesPerSecond(),
                    original.size().width(),
                    original.size().height(),
                    original.legend().names(),
                    original.legend().colours(),
                    sources.stream().map(source -> source(site, source, byRun)).toList(),
                    ranking.map(strip -> strip.run().numberLabel()).orElse(""),
                    ranking.map(PairStrip::worst).orElse(List.of()).stream()
                            .map(PairStrip.Bar::pair)
                            .filter(original.window()::contains)
                            .toList());
            return MAPPER.writeValueAsString(settings).replace("<", "\\u003c");
        }

        private static Source source(Site site, ExplorerPage.Source source, Map<String, PairStrip> strips) {
            Optional<RunRow> run = source.run();
            return new Source(
                    source.id(),
                    run.map(row -> row.numberLabel() + " (" + source.role().words() + ")")
                            .orElse("Original"),
                    source.clip().key(),
                    ExplorerPage.clipPath(source.clip(), "frames"),
                    ExplorerPage.clipPath(source.clip(), "classes"),
                    ExplorerPage.clipPath(source.clip(), "poses"),
                    run.map(row -> site.tracks().style(row.track())),
                    run.map(row -> strips.get(row.key()).pairs().stream()
                            .map(bar -> List.<Number>of(bar.pair(), bar.cost(), bar.segmentation(), bar.pose()))
                            .toList()));
        }
    }
}
