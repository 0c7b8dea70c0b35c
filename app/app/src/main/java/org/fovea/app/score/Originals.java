package org.fovea.app.score;

import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthKey;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.clip.Clip;

/** The ground truth of clips, as this machine computes it. */
public final class Originals {
    private Originals() {}

    /**
     * What networks say about all pairs of a clip, in the colours that they want.
     *
     * @param cache to use and to fill, if any
     * @param note told why the cache could not help
     */
    public static TruthSource of(
            EvaluatorPair networks,
            Clip file,
            String clipSha256,
            Optional<GroundTruthCache> cache,
            Consumer<String> note) {
        Clip clip = file.withColours(networks.colours());
        String machine = TorchRuntime.version() + ", " + Machine.describe();
        TruthKey key = new TruthKey(clipSha256, networks.identity().hash(), clip.decoder(), machine);
        TruthSource source = new TruthSource(networks, clip::frames, clip.frameCount(), key);
        return cache.map(found -> source.cached(found, note)).orElse(source);
    }
}
