package org.fovea.app.clips;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.fovea.app.Reporter;
import org.fovea.app.score.ScoreRequest;
import org.fovea.app.score.Scoring;
import org.fovea.app.workshop.Bench.Setup;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.site.player.ClipPage;
import org.fovea.site.player.ClipSource;
import org.fovea.site.player.ClipStore;
import org.fovea.site.player.ClipWindow;
import org.fovea.site.player.PairStrip;
import org.fovea.site.player.StoredClip;
import org.fovea.video.clip.FrameRate;

/**
 * What the compare viewer shows of a clip and its archive, outside of any lab. The archive is scored again, because
 * only a score knows its pairs.
 */
public final class ArchiveClips {
    private final ClipStore store;
    private final int pairs;
    private final int threads;
    private final Reporter reporter;

    /**
     * Makes clips.
     *
     * @param store keeps them
     * @param pairs most pairs that clips show; of longer ones, those around the worst
     * @param threads that render frames and score
     * @param reporter shown how far it is
     */
    public ArchiveClips(ClipStore store, int pairs, int threads, Reporter reporter) {
        this.store = store;
        this.pairs = pairs;
        this.threads = threads;
        this.reporter = reporter;
    }

    /**
     * What was found.
     *
     * @param score of the archive, just measured
     * @param played for the page
     */
    public record View(ScoreResult score, ClipPage.Played played) {}

    /**
     * Scores an archive, finds its worst pair and makes clips of what is around.
     *
     * @param clip that the archive was made of
     * @param networks that judge the frames; stay open
     */
    public View of(Path clip, Path archive, EvaluatorPair networks) throws IOException, InterruptedException {
        ScoreRequest.Ready ready =
                ScoreRequest.of(clip, archive).threads(threads).prepare();
        ScoreResult score = Scoring.of(networks, reporter).score(ready);
        List<PairStrip.Bar> costs = costs(score);
        int worst = PairStrip.worst(costs).getFirst().pair();
        int all = ready.pairs();
        ClipWindow window = ClipWindow.around(all, OptionalInt.of(worst), pairs);
        Setup files = new Setup(ready.clip(), score.provenance().original().sha256(), networks);
        FrameRate rate = ready.clip().facts().frameRate();
        String identity = networks.identity().hash();
        StoredClip original = clip(
                new FilesSource(all, files.clipSha256(), identity, Optional.empty(), () -> files, Optional.empty()),
                window,
                rate,
                "original");
        StoredClip drawn = clip(
                new FilesSource(
                        all,
                        score.provenance().candidate().sha256(),
                        identity,
                        Optional.empty(),
                        () -> files,
                        Optional.of(new FilesSource.Archive(() -> archive, threads))),
                window,
                rate,
                "archive");
        return new View(score, new ClipPage.Played(original, drawn, all, costs));
    }

    private StoredClip clip(ClipSource source, ClipWindow window, FrameRate rate, String what) throws IOException {
        Optional<StoredClip> kept = store.find(source, window);
        if (kept.isPresent()) {
            return kept.get();
        }
        try (Reporter.Task task = reporter.begin("clip of the " + what, ClipStore.work(source, window), "frames")) {
            return store.make(source, window, rate, frames -> task.update(frames, ""));
        }
    }

    /**
     * What each pair costs: pose and further terms by their slope at the mean, so that every pair has a part of its
     * own.
     */
    private static List<PairStrip.Bar> costs(ScoreResult score) {
        return score.table().pairs().stream()
                .map(pair -> bar(pair, score.formula(), score.averages()))
                .toList();
    }

    private static PairStrip.Bar bar(PairResult pair, ScoreFormula formula, Distortion means) {
        double cost = formula.segmentation().points(pair.segmentation())
                + formula.pose().tangent(means.pose()).orElse(0) * pair.pose();
        for (int i = 0; i < pair.further().length; i++) {
            cost += formula.further().get(i).tangent(means.further().get(i)).orElse(0) * pair.further()[i];
        }
        return new PairStrip.Bar(pair.pair(), pair.segmentation(), pair.pose(), cost);
    }
}
