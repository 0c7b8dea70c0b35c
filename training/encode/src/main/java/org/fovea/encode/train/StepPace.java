package org.fovea.encode.train;

import org.fovea.encode.Deadline;

/**
 * Which step of a training comes next. Without a deadline, every one does. With one, steps are left out where the rest
 * would not be finished in time at the pace of the last ones: the schedule is run through in fewer and larger strides.
 */
final class StepPace {
    /** Steps before a pace is believed; in the first ones memory is fetched and libraries settle. */
    private static final int FEW = 4;

    /** Steps that the pace remembers. */
    private static final double MEMORY = 16;

    private final Deadline deadline;
    private final long total;
    private double last;
    private int known;
    private double seconds;
    private double place;
    private double stride = 1;

    StepPace(Deadline deadline, long total) {
        this.deadline = deadline;
        this.total = total;
        last = deadline.left();
    }

    void applied() {
        if (!deadline.exists()) {
            return;
        }
        double now = deadline.left();
        if (++known > FEW) {
            double weight = 1 / Math.min(known - FEW, MEMORY);
            seconds += weight * (last - now - seconds);
        }
        last = now;
    }

    /**
     * The step after one.
     *
     * @param cheap whether it is one without networks, which says nothing about the pace of others
     */
    long after(long step, boolean cheap) {
        if (deadline.passed()) {
            return total;
        }
        if (cheap) {
            known = 0;
            return step + 1;
        }
        if (known <= FEW || seconds <= 0) {
            return step + 1;
        }
        double left = Math.max(1, deadline.left() / seconds);
        stride = Math.max(1, (total - step) / left);
        place = Math.max(place, step) + stride;
        return Math.clamp((long) place, step + 1, total);
    }

    /** Decay of an average of the weights that shall be that of the same share of the training. */
    double averaging(double whole) {
        return stride == 1 ? whole : TrainSettings.shortenedAveraging(whole, 1 / stride);
    }
}
