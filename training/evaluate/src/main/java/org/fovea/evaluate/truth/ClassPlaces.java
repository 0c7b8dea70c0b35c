package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.config.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which classes a clip shows where: each class's share of the pixels in every cell of a grid over the picture. Clips of
 * one camera on one road have nearly the same; it says how alike two clips are before anything is encoded.
 */
public final class ClassPlaces {
    /** Cells of a row of the grid. */
    public static final int COLUMNS = 8;

    /** Cells of a column of the grid. */
    public static final int ROWS = 6;

    private static final int VERSION = 1;
    private static final int CELLS = COLUMNS * ROWS;
    private static final int MAX_CLASSES = 256;

    private final int classes;
    private final float[] shares;

    private ClassPlaces(int classes, float[] shares) {
        this.classes = classes;
        this.shares = shares;
    }

    /** Of masks, the mean over all of them. */
    public static ClassPlaces of(MaskTensor masks) {
        MaskShape shape = masks.shape();
        long[] counts = new long[shape.classes() * CELLS];
        long[] pixels = new long[CELLS];
        for (int frame = 0; frame < shape.frames(); frame++) {
            byte[] ids = masks.frame(frame);
            for (int y = 0; y < shape.height(); y++) {
                int row = y * ROWS / shape.height() * COLUMNS;
                for (int x = 0; x < shape.width(); x++) {
                    int cell = row + x * COLUMNS / shape.width();
                    counts[(ids[y * shape.width() + x] & 255) * CELLS + cell]++;
                    pixels[cell]++;
                }
            }
        }
        float[] shares = new float[counts.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) counts[i] / Math.max(1, pixels[i % CELLS]); // a picture may be smaller than the grid
        }
        return new ClassPlaces(shape.classes(), shares);
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /**
     * How much two clips differ: the mean over all cells of half the sum of what classes differ.
     *
     * @return 0 where both show the same, 1 where they have no class in common anywhere, and where their classes are
     *     not those of one network
     */
    public double distance(ClassPlaces other) {
        if (other.classes != classes) {
            return 1;
        }
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += Math.abs(shares[i] - other.shares[i]);
        }
        return sum / (2 * CELLS);
    }

    /** Mean of some clips with as many classes as this one, of which this may be one. */
    public static ClassPlaces mean(Iterable<ClassPlaces> clips) {
        double[] sums = new double[0];
        int count = 0;
        for (ClassPlaces clip : clips) {
            sums = count == 0 ? new double[clip.shares.length] : sums;
            for (int i = 0; i < sums.length && i < clip.shares.length; i++) {
                sums[i] += clip.shares[i];
            }
            count++;
        }
        float[] shares = new float[sums.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) (sums[i] / count);
        }
        return new ClassPlaces(sums.length / CELLS, shares);
    }

    /** As a document. */
    public String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        document.put("classes", classes);
        document.put("columns", COLUMNS);
        document.put("rows", ROWS);
        document.put("shares", shares);
        return Json.of(document);
    }

    /**
     * Reads {@link #json()}.
     *
     * @throws FormatException where it is something else
     */
    public static ClassPlaces read(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw wrong(String.valueOf(e.getOriginalMessage()));
        }
        int classes = root.path("classes").asInt(0);
        JsonNode list = root.path("shares");
        if (root.path("version").asInt(0) != VERSION
                || root.path("columns").asInt(0) != COLUMNS
                || root.path("rows").asInt(0) != ROWS
                || classes < 1
                || classes > MAX_CLASSES
                || list.size() != classes * CELLS) {
            throw wrong("no places of classes of version " + VERSION + " on a grid of " + COLUMNS + "×" + ROWS);
        }
        float[] shares = new float[list.size()];
        for (int i = 0; i < shares.length; i++) {
            double share = list.get(i).asDouble(-1);
            if (!(share >= 0 && share <= 1)) {
                throw wrong("share " + i + " is not in 0 to 1");
            }
            shares[i] = (float) share;
        }
        return new ClassPlaces(classes, shares);
    }

    private static FormatException wrong(String reason) {
        return new FormatException("places of classes", 0, reason, "fovea mask look --places writes it");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassPlaces places && places.classes == classes && Arrays.equals(places.shares, shares);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shares);
    }
}
