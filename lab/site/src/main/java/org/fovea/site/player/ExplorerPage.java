package org.fovea.site.player;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;

/**
 * The compare viewer of a benchmark.
 *
 * @param frame around it
 * @param shown what there is to look at
 * @param strips costs of pairs: the baseline's first where there is one
 * @param sources what panes can show, in order; empty where there are no clips
 */
public record ExplorerPage(Frame frame, Viewer.Shown shown, List<PairStrip> strips, List<Source> sources) {
    /** Scripts of the viewer, in the order in which they are loaded. */
    private static final String[] SCRIPTS = {
        "assets/explorer-clip.js",
        "assets/explorer-draw.js",
        "assets/explorer-zoom.js",
        "assets/explorer-strip.js",
        "assets/explorer-pose.js",
        "assets/explorer.js"
    };

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

    private static String clipPath(StoredClip clip, String kind) {
        return "clips/" + clip.key() + "-" + kind + ".js";
    }

    private static Content read(StoredClip clip, String kind) {
        try {
            return new Content(Site.SCRIPT, java.nio.file.Files.readAllBytes(clip.file(kind)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The strip that pairs are ranked by: the baseline's, else the first whose pairs are known. */
    public Optional<PairStrip> ranking() {
        return known().stream().findFirst();
    }

    /** The pairs that cost most. */
    public List<PairStrip.Bar> worst() {
        return ranking().stream()
                .flatMap(strip -> strip.worst().stream().limit(WORST))
                .toList();
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

    /** Adds one for each benchmark, and the clips. */
    public static void addTo(Site site, Viewer viewer) {
        List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
        if (benchmarks.isEmpty()) {
            Viewer.Shown nothing =
                    Viewer.Shown.nothing("This lab has no benchmark yet, so there is nothing to compare.");
            Frame frame = frame(site, Optional.empty(), nothing);
            site.page(frame.path(), "explorer.jte", () -> new ExplorerPage(frame, nothing, List.of(), List.of()));
        }
        for (Numbered<Benchmark> benchmark : benchmarks) {
            Viewer.Shown shown = viewer.of(benchmark);
            Frame frame = frame(site, Optional.of(benchmark), shown);
            site.page(frame.path(), "explorer.jte", () -> of(frame, benchmark, shown));
            site.data(
                    "explorer",
                    "explorer-" + site.paths().slug(benchmark),
                    () -> of(frame, benchmark, shown).data(benchmark.record().name()));
        }
        addClips(site.files(), viewer);
    }

    private static void addClips(Files files, Viewer viewer) {
        Map<String, StoredClip> clips = new LinkedHashMap<>();
        Map<String, Viewer.Picture> pictures = new LinkedHashMap<>();
        for (Viewer.Shown shown : viewer.benchmarks().values()) {
            shown.original().ifPresent(clip -> clips.put(clip.key(), clip));
            shown.runs().forEach(run -> clips.put(run.clip().key(), run.clip()));
            shown.stills().stream()
                    .flatMap(stills -> Stream.concat(stills.pictures().stream(), stills.small().stream()))
                    .forEach(picture -> pictures.putIfAbsent(picture.path(), picture));
        }
        pictures.forEach((path, picture) -> files.add(path, () -> new Content("image/png", picture.png())));
        for (StoredClip clip : clips.values()) {
            StoredClip.KINDS.forEach(kind -> files.add(clipPath(clip, kind), () -> read(clip, kind)));
        }
    }

    private static Frame frame(Site site, Optional<Numbered<Benchmark>> benchmark, Viewer.Shown shown) {
        String description =
                "Frames of the original and of runs side by side, and what the segmentation network sees in them";
        String[] scripts = shown.original().isPresent() ? SCRIPTS : new String[0];
        return site.frame(Topic.EXPLORER, benchmark, description, scripts);
    }

    private static ExplorerPage of(Frame frame, Numbered<Benchmark> benchmark, Viewer.Shown shown) {
        Snapshot snapshot = frame.snapshot();
        Map<String, PairStrip.Role> roles = roles(snapshot, benchmark);
        List<Source> sources = new ArrayList<>();
        shown.original().ifPresent(clip -> sources.add(new Source(PairStrip.Role.RUN, Optional.empty(), clip)));
        for (Viewer.RunClip clip : shown.runs()) {
            PairStrip.Role role = roles.getOrDefault(clip.run(), PairStrip.Role.RUN);
            snapshot.run(clip.run()).ifPresent(run -> sources.add(new Source(role, Optional.of(run), clip.clip())));
        }
        return new ExplorerPage(frame, shown, strips(snapshot, benchmark, roles, sources), sources);
    }

    /** The baseline and those before it, by key, the last first. */
    private static Map<String, PairStrip.Role> roles(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        Map<String, PairStrip.Role> roles = new LinkedHashMap<>();
        snapshot.floor(benchmark).ifPresent(run -> roles.put(run.key(), PairStrip.Role.FLOOR));
        TurningPoint.of(snapshot, benchmark)
                .reversed()
                .forEach(point -> roles.putIfAbsent(point.run().key(), PairStrip.Role.EARLIER_FLOOR));
        return roles;
    }

    /** Of all that can be played; where that is nothing, of the baselines. */
    private static List<PairStrip> strips(
            Snapshot snapshot, Numbered<Benchmark> benchmark, Map<String, PairStrip.Role> roles, List<Source> sources) {
        Map<String, RunRow> runs = new LinkedHashMap<>();
        snapshot.floor(benchmark).ifPresent(run -> runs.put(run.key(), run));
        sources.forEach(source -> source.run().ifPresent(run -> runs.put(run.key(), run)));
        for (String key : roles.keySet()) {
            if (runs.size() < MAX_STRIPS) {
                snapshot.run(key).ifPresent(run -> runs.put(key, run));
            }
        }
        return runs.values().stream()
                .map(run -> PairStrip.of(run, roles.getOrDefault(run.key(), PairStrip.Role.RUN), snapshot.details(run)))
                .toList();
    }

    /** What the viewer shows, for scripts. */
    private Map<String, Object> data(String benchmark) {
        Map<String, StoredClip> clips = sources.stream()
                .filter(source -> source.run().isPresent())
                .collect(Collectors.toMap(Source::id, Source::clip));
        return LedgerJson.fields(
                "benchmark", benchmark,
                "firstPair", shown.original().map(clip -> clip.window().firstPair()),
                "pairs", shown.original().map(clip -> clip.window().pairs()),
                "original", shown.original().map(ExplorerPage::files),
                "runs",
                        strips.stream()
                                .map(strip -> LedgerJson.fields(
                                        "run", strip.run().numberLabel(),
                                        "key", strip.run().key(),
                                        "role", strip.role(),
                                        "clip",
                                                Optional.ofNullable(clips.get(
                                                                strip.run().numberLabel()))
                                                        .map(ExplorerPage::files),
                                        "pairs", strip.pairs()))
                                .toList());
    }

    private static Map<String, Object> files(StoredClip clip) {
        Map<String, Object> files = new LinkedHashMap<>();
        StoredClip.KINDS.forEach(kind -> files.put(kind, clipPath(clip, kind)));
        files.put("width", clip.size().width());
        files.put("height", clip.size().height());
        files.put("framesPerSecond", clip.framesPerSecond());
        files.put("verified", clip.verified());
        return files;
    }

    /** What the viewer's script is told of an original, as JSON in which nothing ends a script element. */
    public String settings(StoredClip original) {
        ClassLegend legend = original.legend();
        Map<String, Object> settings = LedgerJson.fields(
                "firstPair", original.window().firstPair(),
                "pairs", original.window().pairs(),
                "look", legend.seen().shown(),
                "every", legend.seen() == ClassLegend.Seen.BOTH,
                "framesPerSecond", original.framesPerSecond(),
                "width", original.size().width(),
                "height", original.size().height(),
                "classes", legend.names(),
                "colours", legend.colours(),
                "sources", sources.stream().map(this::told).toList(),
                "ranking", ranking().map(strip -> strip.run().numberLabel()).orElse(""),
                "worst",
                        ranking().stream()
                                .flatMap(strip -> strip.worst().stream())
                                .map(PairStrip.Bar::pair)
                                .filter(original.window()::contains)
                                .toList());
        return LedgerJson.MAPPER.writeValueAsString(settings).replace("<", "\\u003c");
    }

    private Map<String, Object> told(Source source) {
        Optional<RunRow> run = source.run();
        Map<String, Object> told = LedgerJson.fields(
                "id",
                source.id(),
                "label",
                run.map(row -> row.numberLabel() + " (" + source.role().words() + ")")
                        .orElse("Original"),
                "track",
                run.map(row -> frame.tracks().style(row.track())),
                "costs",
                strips.stream()
                        .filter(strip -> run.filter(strip.run()::equals).isPresent())
                        .findFirst()
                        .map(strip -> strip.pairs().stream()
                                .map(bar -> List.<Number>of(bar.pair(), bar.cost(), bar.segmentation(), bar.pose()))
                                .toList()));
        StoredClip.KINDS.forEach(kind -> told.put(kind, clipPath(source.clip(), kind)));
        return told;
    }
}
