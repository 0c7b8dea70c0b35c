package org.fovea.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.fovea.cli.score.Candidate;
import org.fovea.cli.score.CandidateChecks;
import org.fovea.cli.score.Candidates;
import org.fovea.cli.score.ScoreRun;
import org.fovea.cli.terminal.Table;
import org.fovea.cli.terminal.Text;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Averages;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.write.ClipSettings;

/** Scores of the demo's archive and of an ordinary codec, by the same networks on the same drive. */
public final class DemoScores {
    private final Clip clip;
    private final EvaluatorPair networks;
    private final int threads;
    private final Path folder;
    private final Table table = Table.of("lrrrrr");
    private long done;

    /**
     * For a clip.
     *
     * @param folder where files may lie for a moment
     */
    public DemoScores(Clip clip, EvaluatorPair networks, int threads, Path folder) {
        this.clip = clip;
        this.networks = networks;
        this.threads = threads;
        this.folder = folder;
        table.row(
                        "the same drive",
                        "bytes",
                        "segmentation",
                        "pose",
                        "rate",
                        networks.identity().name() + " score")
                .rule();
    }

    /** Scores an archive; the progress is told of pairs, those of earlier calls included. */
    public ScoreResult archive(Path archive, LongConsumer progress) throws IOException, InterruptedException {
        return score("this archive", archive, progress);
    }

    /** Encodes the clip and scores what comes back. */
    public void rival(ClipSettings settings, LongConsumer progress) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, ".rival", ".mkv");
        try {
            try (FrameSource frames = clip.frames()) {
                DemoClip.write(frames, file, settings, true, frame -> {});
            }
            score("AV1, CRF " + settings.crf(), file, progress);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private ScoreResult score(String name, Path file, LongConsumer progress) throws IOException, InterruptedException {
        Candidate candidate = Candidates.open(file, List.of(), threads, note -> {});
        OriginalFiles original = OriginalFiles.of(clip.path());
        MeteredBytes bytes = CandidateChecks.metered(candidate.archive(), List.of(), original, candidate);
        long before = done;
        ScoreOptions options = ScoreOptions.all(threads).withProgress((pairs, soFar) -> {
            done = before + pairs;
            progress.accept(done);
        });
        ScoreResult result = new ScoreRun(networks, Optional.empty(), note -> {}).run(clip, candidate, bytes, options);
        Averages means = result.averages();
        MeteredBytes.Accounting score = result.score().orElseThrow();
        table.row(
                name,
                Text.count(score.bytes()),
                points(means.segmentationTerm()),
                points(means.poseTerm()),
                points(score.rateTerm()),
                points(score.score()));
        return result;
    }

    private static String points(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** What was scored, as a table. */
    public String table() {
        return table.render("  ");
    }
}
