package org.fovea.app.clips;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.codec.io.ProgressListener;
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
import org.jspecify.annotations.Nullable;

/** Clips of one benchmark: what is wanted, what is kept already, and how the rest is made. */
final class BenchmarkClips {
    private static final String NO_ARCHIVE =
            "its archive is not among the artifacts of this lab, so that nothing can be drawn.";

    private final ViewerClips.Tools tools;
    private final Numbered<Benchmark> benchmark;
    private final FilesSource.Opening<Setup> files;
    private final ClipWindow window;
    private final RunChoice choice;
    private final List<Wanted> runs = new ArrayList<>();
    private Optional<Exception> problem = Optional.empty();
    private @Nullable ClipSource original;

    private BenchmarkClips(ViewerClips.Tools tools, Numbered<Benchmark> benchmark, FilesSource.Opening<Setup> files) {
        this.tools = tools;
        this.benchmark = benchmark;
        this.files = files;
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

    /** A run and what its clip is made of. */
    private record Wanted(RunRow run, ClipSource source) {}

    /** Looks at what there is, and opens as little as possible. */
    static BenchmarkClips plan(
            ViewerClips.Tools tools, Numbered<Benchmark> benchmark, FilesSource.Opening<Setup> files) {
        BenchmarkClips clips = new BenchmarkClips(tools, benchmark, files);
        try {
            clips.plan();
        } catch (IOException | RuntimeException e) {
            clips.problem = Optional.of(e);
        }
        return clips;
    }

    private void plan() throws IOException {
        // What the ledger says need not be opened.
        Optional<String> knownNetworks = benchmark.record().evaluatorsSha256();
        String networks = knownNetworks.isPresent()
                ? knownNetworks.get()
                : files.open().networks().identity().hash();
        Optional<String> knownClip = benchmark.record().clipSha256();
        String hash = knownClip.isPresent() ? knownClip.get() : files.open().clipSha256();
        int pairs = benchmark.record().pairs();
        ClipSource clip = new FilesSource(pairs, hash, networks, Optional.empty(), files, Optional.empty());
        original = clip;
        for (RunRow run : choice.chosen()) {
            Run details = tools.snapshot().details(run);
            Artifact archive = archive(run).orElseThrow();
            FilesSource.Archive from =
                    new FilesSource.Archive(() -> tools.artifacts().verified(archive), tools.threads());
            runs.add(new Wanted(
                    run,
                    new FilesSource(pairs, archive.sha256(), networks, details.frames(), files, Optional.of(from))));
        }
        if (tools.store().find(clip, window).isEmpty()) {
            files.open(); // fails where the files are not here, before anything else is tried
        }
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

    Numbered<Benchmark> benchmark() {
        return benchmark;
    }

    /** The clip itself; known where planning met no problem. */
    private ClipSource original() {
        return Objects.requireNonNull(original);
    }

    /** Frames that must be read. */
    long work() throws IOException {
        if (problem.isPresent()) {
            return 0;
        }
        long frames = work(original());
        for (Wanted wanted : runs) {
            frames += work(wanted.source());
        }
        return frames;
    }

    private long work(ClipSource source) throws IOException {
        return tools.store().find(source, window).isPresent() ? 0 : ClipStore.work(source, window);
    }

    /**
     * Makes what is missing.
     *
     * @param progress told how many frames were read, and for what, as in "R-0012 of white"
     * @param note told why something cannot be made
     */
    Viewer.Shown make(ProgressListener progress, Consumer<String> note) throws IOException {
        if (problem.isPresent()) {
            return nothing(problem.get(), note);
        }
        long all = work();
        long done = work(original());
        StoredClip first;
        try {
            first = clip(original(), "the original of " + name(), 0, all, progress);
        } catch (IOException | RuntimeException e) {
            return nothing(e, note);
        }
        List<Viewer.RunClip> clips = new ArrayList<>();
        List<Viewer.Absent> absent = new ArrayList<>();
        choice.without().forEach(run -> absent.add(new Viewer.Absent(run.key(), NO_ARCHIVE)));
        long bytes = first.bytes();
        Optional<Wanted> pictured = Optional.empty();
        for (Wanted wanted : runs) {
            String doing = wanted.run().numberLabel() + " of " + name();
            long work = work(wanted.source());
            try {
                StoredClip clip = clip(wanted.source(), doing, done, all, progress);
                if (bytes + clip.bytes() > tools.options().bytes()) {
                    absent.add(new Viewer.Absent(wanted.run().key(), beyond(clip)));
                } else {
                    bytes += clip.bytes();
                    clips.add(new Viewer.RunClip(wanted.run().key(), clip));
                    pictured = pictured.or(() -> Optional.of(wanted));
                }
            } catch (IOException | RuntimeException e) {
                note.accept(doing + ": " + message(e));
                absent.add(new Viewer.Absent(wanted.run().key(), publicReason(e)));
            }
            done += work;
        }
        Optional<Viewer.Stills> stills = pictured.isPresent() ? Optional.of(stills(pictured.get())) : Optional.empty();
        return new Viewer.Shown(Optional.empty(), Optional.of(first), clips, absent, choice.others(), stills);
    }

    private StoredClip clip(ClipSource source, String doing, long before, long all, ProgressListener progress)
            throws IOException {
        Optional<StoredClip> kept = tools.store().find(source, window);
        if (kept.isPresent()) {
            return kept.get();
        }
        progress.update(doing, before, all);
        FrameRate rate = files.open().clip().facts().frameRate();
        return tools.store().make(source, window, rate, frames -> progress.update(doing, before + frames, all));
    }

    private String beyond(StoredClip clip) {
        return "its clip of " + clip.bytes() + " bytes is left out: clips of this benchmark would take more than "
                + tools.options().bytes() + " bytes.";
    }

    private Viewer.Stills stills(Wanted wanted) throws IOException {
        OptionalInt worst = worst(tools.snapshot().details(wanted.run()), window.firstPair(), window.endPair());
        int pair = worst.orElse(window.firstPair() + window.pairs() / 2);
        String name = ClipStore.key(wanted.source(), window) + "-" + pair;
        return tools.stills()
                .of(
                        original(),
                        wanted.source(),
                        new StillPictures.Wanted(
                                name, wanted.run().key(), wanted.run().numberLabel(), pair, worst.isPresent()));
    }

    private String name() {
        return benchmark.record().name();
    }

    private Viewer.Shown nothing(Exception reason, Consumer<String> note) {
        note.accept("explorer of " + name() + ": " + message(reason));
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
