package org.fovea.app.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * What a real section of class masks of some length takes to decode: as many masks of the same size and classes, at the
 * effort and with the restart points that the section names, with as many edges and as much unrest in them as fill that
 * length. A section says itself which effort it is of, and everybody may send the highest; so that is not what makes a
 * section hostile.
 *
 * <p>Masks that fill less than {@link #FEW_BYTES} are measured as a horizon: one edge in every mask, which is the least
 * that a road has.
 */
final class RealMasks {
    /** The scenes, each with more that a decoder cannot foresee: share of the pixels at edges that are drawn by lot. */
    private static final double[] UNREST = {0, 0.05, 0.3, 1};

    /** By their number in a section. */
    private static final List<MaskEffort> EFFORTS = List.of(MaskEffort.FAST, MaskEffort.BEST, MaskEffort.MAX);

    private static final int MOST_EDGES = 4;
    private static final int FEW_BYTES = 12;

    private final ArchiveHeader header;
    private final ToDoubleFunction<byte[]> stopwatch;
    /** Seconds by length, for each effort and interval. */
    private final Map<List<Integer>, NavigableMap<Integer, Double>> ladders = new HashMap<>();

    /** @param stopwatch seconds that a section takes */
    RealMasks(ArchiveHeader header, ToDoubleFunction<byte[]> stopwatch) {
        this.header = header;
        this.stopwatch = stopwatch;
    }

    /** Seconds of a real section as long as this one. */
    double seconds(byte[] section, boolean restarts) {
        int interval = restarts && section.length > 0
                ? Math.clamp(section[0], 1, header.masks().frames())
                : 0;
        // Behind the interval: the segments' lengths, of which the short ones are one byte each.
        int head = interval == 0 ? 0 : 1 + Math.ceilDiv(header.masks().frames(), interval);
        int effort = head < section.length ? Math.min(section[head] & 15, 2) : 0;
        NavigableMap<Integer, Double> ladder =
                ladders.computeIfAbsent(List.of(effort, interval), _ -> climb(effort, interval));
        int length = Math.max(section.length, ladder.firstKey());
        Map.Entry<Integer, Double> below = ladder.floorEntry(length);
        Map.Entry<Integer, Double> above = ladder.higherEntry(length);
        if (above == null) {
            // More of what the longest has does not take less.
            return below.getValue();
        }
        double part = (double) (length - below.getKey()) / (above.getKey() - below.getKey());
        return below.getValue() + part * (above.getValue() - below.getValue());
    }

    private NavigableMap<Integer, Double> climb(int effort, int interval) {
        ClassMaskCodec codec = new ClassMaskCodec(EFFORTS.get(effort), null).withRestarts(interval);
        NavigableMap<Integer, Double> ladder = new TreeMap<>();
        for (int edges = 1; edges <= MOST_EDGES; edges += MOST_EDGES - 1) {
            for (double unrest : UNREST) {
                byte[] section = codec.encode(scene(edges, unrest), header);
                if (section.length >= FEW_BYTES || ladder.isEmpty()) {
                    ladder.merge(section.length, stopwatch.applyAsDouble(section), Math::min);
                }
            }
        }
        return ladder;
    }

    /** Sky and land, a lane, and cars that move; the pixels at edges are drawn by lot. */
    private MaskTensor scene(int edges, double unrest) {
        MaskShape shape = header.masks();
        Random random = new Random(edges);
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            int frame = i / shape.pixels();
            double y = (double) (i / shape.width() % shape.height()) / shape.height();
            double x = (double) (i % shape.width()) / shape.width();
            double shake = random.nextDouble() < unrest ? random.nextGaussian() * 0.1 : 0;
            int id = y + shake > 0.4 ? 1 : 0;
            if (edges > 1 && id == 1 && Math.abs(x - 0.5 + shake) < (y - 0.4) * 0.6) {
                id = 2;
            }
            double there = x - frame * 0.02;
            if (IntStream.range(2, edges).anyMatch(c -> Math.hypot(there - 0.25 * c + 0.3, y - 0.5) + shake < 0.09)) {
                id = 3;
            }
            ids[i] = (byte) (id % shape.classes());
        }
        return new MaskTensor(shape, ids);
    }
}
