package org.fovea.app.workshop;

import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.app.compress.DrawnFrames;
import org.fovea.app.picture.PairSheet;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.record.Subset;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/**
 * The picture that a lab keeps with a run: a few pairs, the same for all runs on the same pairs, and that with most
 * wrong pixels.
 *
 * @param drawn these pairs as the archive draws them
 */
record RunPictures(EvaluatorPair networks, Clip clip, DrawnFrames drawn) {
    private static final int SHOWN = 3;

    /** Of a page, with five columns. */
    private static final int TILE_WIDTH = 240;

    /**
     * A PNG.
     *
     * @param subset numbers of the scored pairs in the whole clip
     */
    byte[] draw(ScoreResult result, Subset subset) throws IOException {
        int worst = result.table().pairs().stream()
                .max(Comparator.comparingDouble(PairResult::segmentation).thenComparing(PairResult::pose))
                .orElseThrow()
                .pair();
        Map<Integer, String> shown = new TreeMap<>();
        PairSheet.spread(subset.size(), SHOWN).forEach(pair -> shown.put(pair, "pair "));
        shown.put(worst, "worst ");
        PairSheet sheet = new PairSheet(networks.segmentation(), TILE_WIDTH);
        Iterator<FramePair> originals =
                PairSheet.read(clip.frames(), shown.keySet()).iterator();
        for (Map.Entry<Integer, String> each : shown.entrySet()) {
            int pair = each.getKey();
            FrameSource frames = drawn.frames(clip.size(), pair, pair + 1);
            sheet.add(
                    each.getValue() + subset.pairs().get(pair),
                    originals.next(),
                    PairSheet.read(frames, List.of(0)).getFirst());
        }
        return sheet.png();
    }
}
