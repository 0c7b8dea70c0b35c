package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Points that no other point beats in bytes and score at once. Exploits neither stand there nor beat anything. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The front of some points, from the fewest bytes on: the score falls from each to the next. */
    public static List<RdPoint> of(List<RdPoint> points) {
        List<RdPoint> sorted = new ArrayList<>(points);
        sorted.removeIf(RdPoint::isExploit);
        sorted.sort(Comparator.comparingLong(RdPoint::bytes).thenComparingDouble(RdPoint::score));
        List<RdPoint> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (RdPoint point : sorted) {
            if (point.score() < best) {
                front.add(point);
                best = point.score();
            }
        }
        return front;
    }
}
