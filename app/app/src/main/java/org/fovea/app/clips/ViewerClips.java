package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.app.Reporter;
import org.fovea.app.workshop.Bench;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.model.Snapshot;
import org.fovea.site.player.ClipStore;
import org.fovea.site.player.Viewer;

/** Makes what the report's explorer plays, or finds it in the lab's folder {@code work/viewer}, where it is kept. */
public final class ViewerClips {
    private static final String FOLDER = "viewer";

    private ViewerClips() {}

    /**
     * How much is made for each benchmark.
     *
     * @param runs most runs with clips, 0 or more; the original is another one
     * @param pairs most pairs that clips show; of longer clips, those around the baseline's worst pair
     * @param bytes most bytes of all files of clips; what would go beyond is left out
     */
    public record Options(int runs, int pairs, long bytes) {
        public Options {
            if (runs < 0 || pairs < 1 || bytes < 1) {
                throw new IllegalArgumentException(runs + " runs, " + pairs + " pairs, " + bytes + " bytes");
            }
        }
    }

    /**
     * Makes clips of the originals and of the chosen runs of all benchmarks. What cannot be made is told in the result,
     * with its reason.
     *
     * @param threads that render frames
     * @param reporter shown how many frames were read; its notes tell what could not be made, with paths and all that
     *     the report, which may be public, does not tell
     */
    public static Viewer make(LabFolder lab, Snapshot snapshot, Options options, int threads, Reporter reporter)
            throws IOException {
        Path folder = lab.work().resolve(FOLDER);
        Map<String, Viewer.Shown> shown = new LinkedHashMap<>();
        try (Bench bench = new Bench(lab)) {
            Tools tools = new Tools(
                    snapshot,
                    options,
                    threads,
                    new ClipStore(folder),
                    new StillPictures(folder),
                    new ArtifactStore(lab.path()),
                    Files.isDirectory(lab.artifacts()),
                    lab.path());
            for (Numbered<Benchmark> benchmark : snapshot.benchmarks()) {
                BenchmarkClips clips =
                        new BenchmarkClips(tools, benchmark, () -> bench.of(benchmark.record()), reporter);
                shown.put(benchmark.key(), clips.make());
            }
        }
        return new Viewer(shown);
    }

    record Tools(
            Snapshot snapshot,
            Options options,
            int threads,
            ClipStore store,
            StillPictures stills,
            ArtifactStore artifacts,
            boolean anyArtifact,
            Path lab) {
        boolean kept(Artifact archive) {
            return Files.isRegularFile(artifacts.path(archive));
        }
    }
}
