package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.fovea.app.picture.PairSheet;
import org.fovea.encode.Encoding;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a run after each stage, and now and then inside a training: a few pairs, always the same, and the worst;
 * original and drawn, what the segmentation network sees in both, and where that differs.
 */
public final class Previews {
    private static final int SHOWN = 3;
    private static final int TILE_WIDTH = 300;

    private final RunDirectory directory;
    private final ClipPart clip;
    private final EvaluatorPair evaluators;
    private final PreviewBudget budget = new PreviewBudget(System::nanoTime);
    private @Nullable Map<Integer, FramePair> originals;

    /** Pictures in the folder {@code previews} of a run directory. */
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
    void draw(String label, Encoding encoding, OptionalInt worst) throws IOException, InterruptedException {
        write("previews/" + label + ".png", encoding, worst);
    }

    /**
     * Draws what a training has made so far, if there is time.
     *
     * @param worst pair that cost most after the stage before
     */
    void draw(String label, long step, Supplier<Encoding> sketch, OptionalInt worst)
            throws IOException, InterruptedException {
        if (!budget.allows(label)) {
            return;
        }
        long began = System.nanoTime();
        String file = String.format(Locale.ROOT, "previews/%s-at-%07d.png", label, step);
        long bytes = write(file, sketch.get(), worst);
        for (String gone : budget.drawn(file, bytes, (System.nanoTime() - began) / 1e9)) {
            Files.deleteIfExists(directory.path().resolve(gone));
        }
    }

    private long write(String file, Encoding encoding, OptionalInt worst) throws IOException, InterruptedException {
        if (originals == null) {
            originals = read(PairSheet.spread(encoding.truth().pairs(), SHOWN));
        }
        Map<Integer, FramePair> shownPairs = new LinkedHashMap<>(originals);
        if (worst.isPresent() && !shownPairs.containsKey(worst.getAsInt())) {
            shownPairs.putAll(read(List.of(worst.getAsInt())));
        }
        PairSheet sheet = new PairSheet(evaluators.segmentation(), TILE_WIDTH);
        DrawnPairs drawer = DrawnPairs.of(encoding.archive(), 1);
        for (Map.Entry<Integer, FramePair> shown : shownPairs.entrySet()) {
            int pair = shown.getKey();
            boolean isWorst = worst.isPresent() && pair == worst.getAsInt();
            // What the network says about the original is known: it need not be asked again.
            sheet.add(
                    (isWorst ? "worst " : "pair ") + pair,
                    shown.getValue(),
                    encoding.truth().masks().frame(pair),
                    drawer.draw(pair));
        }
        byte[] picture = sheet.png();
        directory.write(file, picture);
        return picture.length;
    }

    private Map<Integer, FramePair> read(List<Integer> wanted) throws IOException {
        Map<Integer, FramePair> found = new LinkedHashMap<>();
        try (FrameSource frames = clip.open()) {
            for (int pair = 0; pair <= wanted.getLast(); pair++) {
                byte[] first = new byte[frames.size().rgbBytes()];
                byte[] second = new byte[frames.size().rgbBytes()];
                if (frames.next(first) && frames.next(second) && wanted.contains(pair)) {
                    found.put(pair, new FramePair(frames.size(), first, second));
                }
            }
        }
        return found;
    }
}
