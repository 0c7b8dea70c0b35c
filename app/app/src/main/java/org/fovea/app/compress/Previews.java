package org.fovea.app.compress;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.app.picture.PairSheet;
import org.fovea.encode.Encoding;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a run after each stage: a few pairs, always the same, and the worst; original and drawn, what the
 * segmentation network sees in both, and where that differs.
 */
public final class Previews {
    private static final int SHOWN = 3;
    private static final int TILE_WIDTH = 300;

    private final RunDirectory directory;
    private final ClipPart clip;
    private final EvaluatorPair evaluators;
    private @Nullable Map<Integer, FramePair> originals;

    public Previews(RunDirectory directory, ClipPart clip, EvaluatorPair evaluators) {
        this.directory = directory;
        this.clip = clip;
        this.evaluators = evaluators;
    }

    /**
     * Draws what a stage has made.
     *
     * @param worst pair that costs most
     */
    void draw(String label, Encoding encoding, int worst) throws IOException, InterruptedException {
        if (originals == null) {
            originals = read(PairSheet.spread(encoding.truth().pairs(), SHOWN));
        }
        Map<Integer, FramePair> shownPairs = new LinkedHashMap<>(originals);
        if (!shownPairs.containsKey(worst)) {
            shownPairs.putAll(read(List.of(worst)));
        }
        PairSheet sheet = new PairSheet(evaluators.segmentation(), TILE_WIDTH);
        DrawnPairs drawer = DrawnPairs.of(encoding.archive(), 1);
        for (Map.Entry<Integer, FramePair> shown : shownPairs.entrySet()) {
            int pair = shown.getKey();
            boolean isWorst = pair == worst;
            // What the network says about the original is known: it need not be asked again.
            sheet.add(
                    (isWorst ? "worst " : "pair ") + pair,
                    shown.getValue(),
                    encoding.truth().masks().frame(pair),
                    drawer.draw(pair));
        }
        directory.write("previews/" + label + ".png", sheet.png());
    }

    private Map<Integer, FramePair> read(List<Integer> wanted) throws IOException {
        Map<Integer, FramePair> found = new LinkedHashMap<>();
        List<FramePair> pairs = PairSheet.read(clip.open(), wanted);
        for (int i = 0; i < pairs.size(); i++) {
            found.put(wanted.get(i), pairs.get(i));
        }
        return found;
    }
}
