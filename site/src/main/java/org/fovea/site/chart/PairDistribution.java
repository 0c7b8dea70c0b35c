package org.fovea.site.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Axis;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Labels;
import org.fovea.site.plot.LinearScale;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Svg;

/**
 * What each pair of a run costs, as a bar chart by the number of the pair: its segmentation below, its pose above. The
 * worst ones are named.
 */
public final class PairDistribution {
    private static final double HEIGHT = 270;
    private static final int WORST = 5;
    private static final int MAX_BARS = 1200; // of which each can be pointed at

    private PairDistribution() {}

    /**
     * The figure of a run; absent where the ledger does not know its pairs.
     *
     * @param row names it
     * @param run all of it
     * @param target address of a page about a pair, from the chart's page; absent where there is none
     */
    public static Optional<Figure> of(RunRow row, Run run, IntFunction<Optional<String>> target) {
        if (run.pairs().isEmpty()) {
            return Optional.empty();
        }
        double[] costs = LinearScore.costs(run);
        List<Integer> worst = IntStream.range(0, costs.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -costs[i]).thenComparing(i -> i))
                .limit(Math.min(WORST, Math.max(1, costs.length / 4)))
                .toList();
        String title = "What each pair costs " + RunWords.name(row);
        String svg = draw(title, run, costs, worst, target);
        List<Figure.Remark> remarks = new ArrayList<>();
        for (int i : worst) {
            PairDistortion pair = run.pairs().get(i);
            remarks.add(new Figure.Remark(
                    "Pair " + pair.pair(),
                    target.apply(pair.pair()),
                    Wording.score(costs[i]) + " points; segmentation " + Wording.distortion(pair.segmentation())
                            + ", pose " + Wording.distortion(pair.pose())));
        }
        return Optional.of(new Figure(title, svg, caption(costs, worst.size()), remarks, Optional.empty()));
    }

    private static String draw(
            String title, Run run, double[] costs, List<Integer> worst, IntFunction<Optional<String>> target) {
        int first = run.pairs().getFirst().pair();
        int last = run.pairs().getLast().pair();
        double highest = IntStream.range(0, costs.length)
                .mapToDouble(i -> costs[i])
                .max()
                .orElse(1);
        Plot plot = Plot.usual(
                HEIGHT,
                new Axis(new LinearScale(first - 0.5, last + 0.5).ofWhole(), "Number of the pair in the clip"),
                new Axis(LinearScale.fromZero(highest * 1.08), "Points of this pair alone"));
        plot.axes();
        Labels labels = new Labels(plot.area());
        double width = plot.area().width() / (last - first + 1.0);
        Svg plain = new Svg();
        for (int i = 0; i < costs.length; i++) {
            Svg drawing = bars(plot, run.pairs().get(i), costs[i], width);
            if (costs.length <= MAX_BARS || worst.contains(i)) {
                plot.mark(
                        new Mark(
                                words(run.pairs().get(i), costs[i]),
                                "",
                                target.apply(run.pairs().get(i).pair())),
                        drawing);
            } else {
                plain.append(drawing);
            }
            double x = plot.x(run.pairs().get(i).pair());
            labels.avoid(Box.between(
                    x - width / 2, plot.y(costs[i]), x + width / 2, plot.area().bottom()));
        }
        plot.svg().append(plain);
        double mean = IntStream.range(0, costs.length)
                .mapToDouble(i -> costs[i])
                .average()
                .orElse(0);
        plot.path(
                "axis mean",
                Plot.path(plot.area().x(), plot.y(mean), plot.area().right(), plot.y(mean)));
        for (int i : worst) {
            double x = plot.x(run.pairs().get(i).pair());
            double y = plot.y(costs[i]);
            labels.place(x, y - 8, "pair " + run.pairs().get(i).pair()).ifPresent(plot::label);
        }
        return plot.finish(title + ". " + costs.length + " pairs.");
    }

    private static Svg bars(Plot plot, PairDistortion pair, double cost, double width) {
        double shown = Math.max(0.4, width > 3 ? width - 1 : width * 0.85);
        double left = plot.x(pair.pair()) - shown / 2;
        double split = plot.y(Math.min(cost, ScoreFormula.COMMA.segmentation().points(pair.segmentation())));
        Svg drawing = new Svg();
        Plot.rectangle(
                drawing,
                Box.between(
                        left - (width - shown) / 2,
                        plot.area().y(),
                        left + (width + shown) / 2,
                        plot.area().bottom()),
                "touch");
        Plot.rectangle(
                drawing, Box.between(left, split, left + shown, plot.area().bottom()), "bar segmentation");
        Plot.rectangle(drawing, Box.between(left, plot.y(cost), left + shown, split), "bar pose");
        return drawing;
    }

    private static String words(PairDistortion pair, double cost) {
        return "pair " + pair.pair() + "\n" + Wording.score(cost) + " points\nsegmentation "
                + Wording.distortion(pair.segmentation()) + "\npose " + Wording.distortion(pair.pose());
    }

    private static String caption(double[] costs, int worst) {
        double[] sorted = costs.clone();
        java.util.Arrays.sort(sorted);
        double all =
                IntStream.range(0, sorted.length).mapToDouble(i -> sorted[i]).sum();
        double dear = IntStream.range(sorted.length - worst, sorted.length)
                .mapToDouble(i -> sorted[i])
                .sum();
        return "A pair is two frames that the networks evaluate together. A bar is what the score would be if the "
                + "whole clip were like this pair, without bytes: the lower part for pixels of a wrong class, the "
                + "upper part for wrong motion (the root of the pose term is replaced by its tangent, so that pairs "
                + "add up). The line is the mean."
                + (all > 0
                        ? " The " + worst + " most expensive of " + sorted.length + " pairs make "
                                + Wording.percent(dear / all) + " of the sum."
                        : "");
    }
}
