package org.fovea.app.compress;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.app.picture.FrameSheet;
import org.fovea.app.picture.FrameSheet.Tile;
import org.fovea.app.picture.MaskSheet;
import org.fovea.encode.Encoding;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.run.RunDirectory;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/** Pictures of a run after each stage: a few pairs, original and drawn, and what the segmentation network sees in both. */
public final class Previews {
    private static final int SHOWN = 3;
    private static final int COLUMNS = 4;
    private static final int TILE_WIDTH = 360;

    private final RunDirectory directory;
    private final ClipPart clip;
    private final EvaluatorPair evaluators;
    private @Nullable Map<Integer, FramePair> originals;

    /** Pictures in the folder {@code previews} of a run directory. */
    public Previews(RunDirectory directory, ClipPart clip, EvaluatorPair evaluators) {
        this.directory = directory;
        this.clip = clip;
        this.evaluators = evaluators;
    }

    /** Draws what a stage has made. */
    void draw(String label, Encoding encoding) throws IOException, InterruptedException {
        if (originals == null) {
            originals = originals(encoding);
        }
        SegmentationEvaluator network = evaluators.segmentation();
        boolean first = network.frames() == FrameChoice.FIRST;
        int width = encoding.truth().size().width();
        int height = encoding.truth().size().height();
        List<Tile> tiles = new ArrayList<>();
        DrawnPairs drawer = DrawnPairs.of(encoding.archive(), 1);
        for (Map.Entry<Integer, FramePair> shown : originals.entrySet()) {
            FramePair drawn = drawer.draw(shown.getKey());
            FramePair original = shown.getValue();
            String frame = "pair " + shown.getKey() + (first ? ", frame 1" : ", frame 2");
            tiles.add(new Tile(frame, width, height, first ? original.first() : original.second()));
            tiles.add(new Tile("drawn", width, height, first ? drawn.first() : drawn.second()));
            // What the network says about the original is known: it need not be asked again.
            tiles.add(
                    classes("classes in the original", encoding.truth().masks().frame(shown.getKey())));
            tiles.add(classes("classes in what is drawn", lastMap(drawn)));
        }
        int tileHeight = Math.max(1, (int) ((long) TILE_WIDTH * height / width));
        directory.write("previews/" + label + ".png", FrameSheet.draw(tiles, COLUMNS, TILE_WIDTH, tileHeight));
    }

    private Tile classes(String caption, byte[] map) {
        SegmentationEvaluator network = evaluators.segmentation();
        return Tile.ofClasses(caption, network.columns(), network.rows(), map);
    }

    /** The last map where the network looks at both frames. */
    private byte[] lastMap(FramePair pair) {
        SegmentationEvaluator network = evaluators.segmentation();
        byte[] maps = network.classMaps(pair);
        return Arrays.copyOfRange(maps, maps.length - network.rows() * network.columns(), maps.length);
    }

    private Map<Integer, FramePair> originals(Encoding encoding) throws IOException {
        List<Integer> wanted = MaskSheet.spread(encoding.truth().pairs(), SHOWN);
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
