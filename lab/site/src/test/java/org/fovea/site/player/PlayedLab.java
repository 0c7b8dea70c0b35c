package org.fovea.site.player;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Snapshot;
import org.fovea.site.output.Report;
import org.fovea.site.output.SiteFolder;
import org.fovea.video.clip.FrameRate;

/**
 * The example lab with clips of frames that carry their numbers: the benchmark of 24 pairs, its floor and another run.
 */
final class PlayedLab {
    static final int ORIGINAL = 0xc08040;
    static final int FLOOR = 0x4060a0;
    static final int OTHER = 0x40c060;

    private static final Map<ClassLegend.Seen, PlayedLab> BUILT = new EnumMap<>(ClassLegend.Seen.class);

    final Snapshot snapshot = Labs.example();
    final Numbered<Benchmark> benchmark = snapshot.benchmarks().stream()
            .filter(each -> each.record().pairs() == 24)
            .findFirst()
            .orElseThrow();
    final List<RunRow> runs = RunChoice.of(snapshot, benchmark, 2, _ -> true).chosen();
    final Site site;
    final Path folder;

    private PlayedLab(ClassLegend.Seen seen) throws IOException {
        folder = Labs.temporary("played").resolve("public");
        site = site(seen);
        SiteFolder.write(site, folder, 2, _ -> {});
    }

    static PlayedLab built() {
        return built(ClassLegend.Seen.SECOND);
    }

    static synchronized PlayedLab built(ClassLegend.Seen seen) {
        try {
            PlayedLab built = BUILT.containsKey(seen) ? BUILT.get(seen) : new PlayedLab(seen);
            BUILT.put(seen, built);
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Site site(ClassLegend.Seen seen) throws IOException {
        ClipStore store = new ClipStore(Labs.temporary("clips"));
        StoredClip original = make(store, new NumberedFrames("original", Optional.empty(), ORIGINAL, false, 24, seen));
        StoredClip floor = make(store, new NumberedFrames("floor", Optional.empty(), FLOOR, true, 24, seen));
        StoredClip other = make(store, new NumberedFrames("other", Optional.empty(), OTHER, false, 24, seen));
        Viewer.Shown shown = new Viewer.Shown(
                Optional.empty(),
                Optional.of(original),
                List.of(
                        new Viewer.RunClip(runs.get(0).key(), floor),
                        new Viewer.RunClip(runs.get(1).key(), other)),
                List.of(new Viewer.Absent(
                        snapshot.runs().getFirst().key(), "its archive is not in this lab's artifacts")),
                2,
                Optional.of(new Viewer.Stills(
                        3,
                        runs.getFirst().key(),
                        true,
                        OptionalInt.of(12),
                        3600,
                        List.of(picture()),
                        Collections.nCopies(5, picture()))));
        return Report.of(snapshot, false, new Viewer(Map.of(benchmark.key(), shown)), Labs.NO_FILES);
    }

    private static StoredClip make(ClipStore store, ClipSource source) throws IOException {
        return store.make(source, new ClipWindow(0, 24), new FrameRate(20, 1), _ -> {});
    }

    /** A picture of one pixel. */
    private static Viewer.Picture picture() {
        return new Viewer.Picture(
                "still.png",
                "The original",
                1,
                1,
                java.util.Base64.getDecoder()
                        .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
                                + "AAAABJRU5ErkJggg=="));
    }

    String page() {
        return new org.fovea.site.layout.Paths(snapshot).of(Topic.EXPLORER, benchmark);
    }
}
