package org.fovea.site.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/** How each track looks: a colour of the style sheet ({@code t1} to {@code t8}) and a shape, which tells it in black and white. The known tracks always look the same. */
public final class Tracks {
    private static final List<String> KNOWN = List.of(Track.MASKS, Track.ROBUST, Track.EXPLOIT);
    private static final int COLOURS = 8;
    /** Shapes around the origin, about five units large: circle, square, cross, triangle, diamond, triangle downwards, hexagon, plus. */
    private static final List<String> SHAPES = List.of(
            "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
            "M-4.4 -4.4H4.4V4.4H-4.4Z",
            "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0Z",
            "M0 -5.6L5.2 4H-5.2Z",
            "M0 -6L5 0L0 6L-5 0Z",
            "M0 5.6L5.2 -4H-5.2Z",
            "M-5.4 0L-2.7 -4.7H2.7L5.4 0L2.7 4.7H-2.7Z",
            "M-1.6 -5.2H1.6V-1.6H5.2V1.6H1.6V5.2H-1.6V1.6H-5.2V-1.6H-1.6Z");

    private final Map<String, Integer> order = new HashMap<>();

    /** Of the tracks of all runs. */
    public Tracks(Snapshot snapshot) {
        KNOWN.forEach(track -> order.put(track, order.size()));
        TreeSet<String> names = new TreeSet<>();
        snapshot.runs().stream().map(RunRow::track).forEach(names::add);
        names.forEach(track -> order.putIfAbsent(track, order.size()));
    }

    /** Class of the style sheet. */
    public String style(String track) {
        return "t" + (1 + order.get(track) % COLOURS);
    }

    /** Outline of its mark, as SVG path data around the origin. */
    public String shape(String track) {
        return SHAPES.get(order.get(track) % COLOURS);
    }
}
