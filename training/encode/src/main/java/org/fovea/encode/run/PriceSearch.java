package org.fovea.encode.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which price of a byte is to be tried next. Stateless: the answer follows from the target and what was tried so far,
 * so that a run that was broken off asks again.
 *
 * <p>Prices move on a logarithmic scale, "on" being the way to the target: up for fewer bytes, down for less loss.
 * Without a trial on either side of the limit the last slope is followed, at first a guessed one; between two such
 * trials, the straight line.
 *
 * @param most trials in all
 */
record PriceSearch(Target target, int most) {
    /** Least part of the limit at which a trial that keeps it is near enough. */
    private static final double NEAR = Math.log(0.98);

    /** What is aimed at: a little inside. */
    private static final double AIM = Math.log(0.99);

    /** How fast bytes or loss are thought to follow the price, before two trials say it. */
    private static final double USUAL_SLOPE = 0.3;

    /** A slope below it moves nothing; only the last price may show more. */
    private static final double FLAT = 0.02;

    /** Shortest step along a guessed slope, which chance shall not hide, and along a measured one. */
    private static final double LEAST_GUESSED = Math.log(4);

    private static final double LEAST_STEP = Math.log(1.2);
    private static final double MOST_STEP = Math.log(16);

    /**
     * How far a price may be from the objective's own. Beyond it, networks fall apart and their weights take more bytes
     * again.
     */
    static final double FARTHEST = Math.log(256);

    /** Prices so near to each other are the same. */
    private static final double SAME = 0.01;

    /** Share of the way between two trials that the next one keeps from both. */
    private static final double APART = 0.1;

    /** A trial on the logarithmic scale. */
    private record Point(double at, double excess) {}

    /**
     * The price of the next trial.
     *
     * @param trials so far, in their order; the first one has the objective's own price
     * @return empty where the search is over
     */
    OptionalDouble next(List<PriceTrial> trials) {
        double own = trials.getFirst().rate();
        List<Point> points = trials.stream()
                .map(trial -> new Point(target.kind().towards() * Math.log(trial.rate() / own), target.excess(trial)))
                .toList();
        boolean near = points.stream().anyMatch(point -> point.excess() <= 0 && point.excess() >= NEAR);
        if (near || trials.size() >= most) {
            return OptionalDouble.empty();
        }
        Optional<Point> kept =
                points.stream().filter(point -> point.excess() <= 0).min(Comparator.comparingDouble(Point::at));
        double before = kept.map(Point::at).orElse(Double.POSITIVE_INFINITY);
        Optional<Point> missed = points.stream()
                .filter(point -> point.excess() > 0 && point.at() < before)
                .max(Comparator.comparingDouble(Point::at));
        OptionalDouble at = kept.isPresent() && missed.isPresent()
                ? between(missed.get(), kept.get())
                : outside(points, kept.or(() -> missed).orElseThrow(), kept.isPresent() ? -1 : 1);
        return at.isEmpty()
                ? at
                : OptionalDouble.of(rounded(own * Math.exp(target.kind().towards() * at.getAsDouble())));
    }

    private static OptionalDouble between(Point missed, Point kept) {
        double way = kept.at() - missed.at();
        if (way < SAME) {
            return OptionalDouble.empty();
        }
        double share = (missed.excess() - AIM) / (missed.excess() - kept.excess());
        return OptionalDouble.of(missed.at() + way * Math.clamp(share, APART, 1 - APART));
    }

    /** Beyond all that was tried: on where none keeps the limit, back where all do and there is room. */
    private static OptionalDouble outside(List<Point> points, Point last, int direction) {
        if (direction * last.at() >= FARTHEST - SAME) {
            return turned(points);
        }
        double distance = Math.abs(last.excess() - AIM);
        double step = Math.clamp(distance / USUAL_SLOPE, LEAST_GUESSED, MOST_STEP);
        Optional<Point> other = points.stream()
                .filter(point -> Math.abs(point.at() - last.at()) > SAME)
                .min(Comparator.comparingDouble(point -> Math.abs(point.at() - last.at())));
        if (other.isPresent()) {
            double slope = (other.get().excess() - last.excess())
                    / (last.at() - other.get().at());
            step = slope < FLAT ? 2 * FARTHEST : Math.clamp(distance / slope, LEAST_STEP, MOST_STEP);
        }
        return OptionalDouble.of(Math.clamp(last.at() + direction * step, -FARTHEST, FARTHEST));
    }

    /** Where a price before the last one was better, the middle of the wider one of the gaps beside it. */
    private static OptionalDouble turned(List<Point> points) {
        List<Point> ordered =
                points.stream().sorted(Comparator.comparingDouble(Point::at)).toList();
        Point best =
                ordered.stream().min(Comparator.comparingDouble(Point::excess)).orElseThrow();
        int place = ordered.indexOf(best);
        if (best.excess() <= 0 || best.excess() == ordered.getLast().excess()) {
            return OptionalDouble.empty();
        }
        double after = ordered.get(place + 1).at();
        double before = place > 0 ? ordered.get(place - 1).at() : best.at();
        double gap = Math.max(after - best.at(), best.at() - before);
        double middle = after - best.at() == gap ? best.at() + gap / 2 : best.at() - gap / 2;
        return gap < LEAST_GUESSED ? OptionalDouble.empty() : OptionalDouble.of(middle);
    }

    /** A number that people can read, and that names a folder. */
    private static double rounded(double rate) {
        return BigDecimal.valueOf(rate).round(new MathContext(4)).doubleValue();
    }
}
