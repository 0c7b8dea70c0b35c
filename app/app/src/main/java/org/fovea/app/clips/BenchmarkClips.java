package org.fovea.app.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.player.ClipSource;
import org.fovea.site.player.ClipStore;
import org.fovea.site.player.ClipWindow;
import org.fovea.site.player.RunChoice;
import org.fovea.site.player.StoredClip;
import org.fovea.site.player.Viewer;
import org.fovea.video.clip.FrameRate;

/** Clips of one benchmark: what is kept already is not made again. */
final class BenchmarkClips {
    private static final String NO_ARCHIVE =
            "its archive is not among the artifacts of this lab, so that nothing can be drawn.";

    private final ViewerClips.Tools tools;
    private final Numbered<Benchmark> benchmark;
    private final FilesSource.Opening<Setup> files;
    private final ClipWindow window;
    private final RunChoice choice;
    private final Reporter reporter;

    /**
     * Of a benchmark.
     *
     * @param reporter shown how many frames were read; its notes tell why something cannot be made
     */
    BenchmarkClips(
            ViewerClips.Tools tools,
            Numbered<Benchmark> benchmark,
            FilesSource.Opening<Setup> files,
            Reporter reporter) {
        this.tools = tools;
        this.benchmark = benchmark;
        this.files = files;
        this.reporter = reporter;
        OptionalInt worst = tools.snapshot()
                .floor(benchmark)
                .map(floor -> worst(tools.snapshot().details(floor), 0, Integer.MAX_VALUE))
                .orElse(OptionalInt.empty());
        this.window = ClipWindow.around(
                benchmark.record().pairs(), worst, tools.options().pairs());
        this.choice = RunChoice.of(
                tools.snapshot(),
                benchmark,
                tools.options().runs(),
                tools.anyArtifact() ? run -> archive(run).isPresent() : _ -> false);
    }

    private record Wanted(RunRow run, ClipSource source) {}

    /** Makes what is missing, and opens as little as possible. */
    Viewer.Shown make() throws IOException {
        String networks;
        ClipSource original;
        StoredClip first;
        try {
            // What the ledger says need not be opened.
            Optional<String> known = benchmark.record().evaluatorsSha256();
            networks = known.isPresent()
                    ? known.get()
                    : files.open().networks().identity().hash();
            Optional<String> clip = benchmark.record().clipSha256();
            original = source(clip.isPresent() ? clip.get() : files.open().clipSha256(), networks, Optional.empty());
            first = clip(original, "the original of " + name());
        } catch (IOException | RuntimeException e) {
            return nothing(e);
        }
        List<Viewer.RunClip> clips = new ArrayList<>();
        List<Viewer.Absent> absent = new ArrayList<>();
        choice.without().forEach(run -> absent.add(new Viewer.Absent(run.key(), NO_ARCHIVE)));
        long bytes = first.bytes();
        Optional<Wanted> pictured = Optional.empty();
        for (RunRow run : choice.chosen()) {
            ClipSource source = source(archive(run).orElseThrow().sha256(), networks, Optional.of(run));
            String doing = run.numberLabel() + " of " + name();
            try {
                StoredClip clip = clip(source, doing);
                if (bytes + clip.bytes() > tools.options().bytes()) {
                    absent.add(new Viewer.Absent(run.key(), beyond(clip)));
                } else {
                    bytes += clip.bytes();
                    clips.add(new Viewer.RunClip(run.key(), clip));
                    pictured = pictured.or(() -> Optional.of(new Wanted(run, source)));
                }
            } catch (IOException | RuntimeException e) {
                reporter.note(doing + ": " + message(e));
                absent.add(new Viewer.Absent(run.key(), publicReason(e)));
            }
        }
        Optional<Viewer.Stills> stills =
                pictured.isPresent() ? Optional.of(stills(original, pictured.get())) : Optional.empty();
        return new Viewer.Shown(Optional.empty(), Optional.of(first), clips, absent, choice.others(), stills);
    }

    /** The clip itself, or what a run's archive draws. */
    private ClipSource source(String hash, String networks, Optional<RunRow> run) {
        return new FilesSource(
                benchmark.record().pairs(),
                hash,
                networks,
                run.flatMap(row -> tools.snapshot().details(row).frames()),
                files,
                run.flatMap(this::archive)
                        .map(file ->
                                new FilesSource.Archive(() -> tools.artifacts().verified(file), tools.threads())));
    }

    private Optional<Artifact> archive(RunRow run) {
        return tools.snapshot().details(run).artifact(Artifact.ARCHIVE).filter(tools::kept);
    }

    /** Number of the pair that costs most, of those from a number up to another. */
    private static OptionalInt worst(Run run, int first, int end) {
        double[] costs = LinearScore.costs(run);
        int worst = -1;
        for (int i = 0; i < costs.length; i++) {
            int pair = run.pairs().get(i).pair();
            if (pair >= first && pair < end && (worst < 0 || costs[i] > costs[worst])) {
                worst = i;
            }
        }
        return worst < 0
                ? OptionalInt.empty()
                : OptionalInt.of(run.pairs().get(worst).pair());
    }

    private StoredClip clip(ClipSource source, String doing) throws IOException {
        Optional<StoredClip> kept = tools.store().find(source, window);
        if (kept.isPresent()) {
            return kept.get();
        }
        FrameRate rate = files.open().clip().facts().frameRate();
        try (Reporter.Task task = reporter.begin(doing, ClipStore.work(source, window), "frames")) {
            return tools.store().make(source, window, rate, task::update);
        }
    }

    private String beyond(StoredClip clip) {
        return "its clip of " + clip.bytes() + " bytes is left out: clips of this benchmark would take more than "
                + tools.options().bytes() + " bytes.";
    }

    private Viewer.Stills stills(ClipSource original, Wanted wanted) throws IOException {
        OptionalInt worst = worst(tools.snapshot().details(wanted.run()), window.firstPair(), window.endPair());
        int pair = worst.orElse(window.firstPair() + window.pairs() / 2);
        String name = ClipStore.key(wanted.source(), window) + "-" + pair;
        return tools.stills()
                .of(
                        original,
                        wanted.source(),
                        new StillPictures.Wanted(
                                name, wanted.run().key(), wanted.run().numberLabel(), pair, worst.isPresent()));
    }

    private String name() {
        return benchmark.record().name();
    }

    private Viewer.Shown nothing(Exception reason) {
        reporter.note("explorer of " + name() + ": " + message(reason));
        return Viewer.Shown.nothing("Nothing can be played: the clip and the networks of benchmark " + name()
                + " were not found on the machine that made this report. Say where they are with fovea lab benchmark "
                + name() + " --clip CLIP --evaluators E, or in lab.yaml, and make the report again. What the ledger"
                + " knows of each pair is below.");
    }

    private static String message(Exception problem) {
        Throwable cause = problem instanceof UncheckedIOException unchecked
                ? Objects.requireNonNull(unchecked.getCause())
                : problem;
        return Optional.ofNullable(cause.getMessage())
                .orElseGet(() -> cause.getClass().getSimpleName());
    }

    /** In words for the page, which tells nobody how folders are called here. */
    private String publicReason(Exception problem) {
        String text = problem instanceof AppException
                ? "its archive cannot be drawn by itself"
                : message(problem).replace(tools.lab() + "/", "");
        return text + (text.endsWith(".") ? "" : ".");
    }
}
