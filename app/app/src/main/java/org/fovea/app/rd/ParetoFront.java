package org.fovea.app.rd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Points that no other point beats in bytes and score, or another loss, at once. */
public final class ParetoFront {
    private ParetoFront() {}

    /** The front of some points, from the fewest bytes on: the score falls from each to the next. */
    public static List<RdPoint> of(List<RdPoint> points) {
        return of(points, RdPoint::score);
    }

    /** The same by something else than the score: it falls from each to the next. */
    static List<RdPoint> of(List<RdPoint> points, ToDoubleFunction<RdPoint> loss) {
        List<RdPoint> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingLong(RdPoint::bytes).thenComparingDouble(loss));
        List<RdPoint> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (RdPoint point : sorted) {
            if (loss.applyAsDouble(point) < best) {
                front.add(point);
                best = loss.applyAsDouble(point);
            }
        }
        return front;
    }
}
