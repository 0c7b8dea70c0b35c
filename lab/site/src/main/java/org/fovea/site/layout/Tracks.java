package org.fovea.site.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;
import org.fovea.site.plot.Mark;

/**
 * How each track looks: a colour of the style sheet ({@code t1} to {@code t8}) and a shape, which tells it in black and
 * white. The known tracks always look the same.
 */
public final class Tracks {
    private static final List<String> KNOWN = List.of(Track.MASKS, Track.ROBUST, Track.EXPLOIT);
    private static final int COLOURS = 8;

    private final Map<String, Integer> order = new HashMap<>();

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
        return Mark.shape(order.get(track));
    }
}
