package org.fovea.site.chart;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.plot.Box;
import org.fovea.site.plot.Figure;
import org.fovea.site.plot.Mark;
import org.fovea.site.plot.Plot;
import org.fovea.site.plot.Scale;
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
     */
    public static Optional<Figure> of(RunRow row, Run run) {
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
        List<Figure.Remark> remarks = worst.stream()
                .map(i -> new Figure.Remark(
                        "Pair " + run.pairs().get(i).pair(),
                        Optional.empty(),
                        Wording.score(costs[i]) + " points; segmentation "
                                + Wording.distortion(run.pairs().get(i).segmentation()) + ", pose "
                                + Wording.distortion(run.pairs().get(i).pose())))
                .toList();
        String svg = Plot.both(() -> draw(title, run, costs, worst));
        return Optional.of(new Figure(title, svg, caption(costs, worst.size()), remarks, Optional.empty()));
    }

    private static String draw(String title, Run run, double[] costs, List<Integer> worst) {
        int first = run.pairs().getFirst().pair();
        int last = run.pairs().getLast().pair();
        DoubleSummaryStatistics all = DoubleStream.of(costs).summaryStatistics();
        Plot plot = Plot.of(
                HEIGHT,
                new Plot.Axis(new Scale.Linear(first - 0.5, last + 0.5).ofWhole(), "Number of the pair in the clip"),
                new Plot.Axis(Scale.Linear.fromZero(all.getMax() * 1.08), "Points of this pair alone"));
        double width = plot.area().width() / (last - first + 1.0);
        for (int i = 0; i < costs.length; i++) {
            PairDistortion pair = run.pairs().get(i);
            Svg drawing = bars(plot, pair, costs[i], width);
            if (costs.length <= MAX_BARS || worst.contains(i)) {
                plot.mark(Mark.of(words(pair, costs[i]), ""), drawing);
            } else {
                plot.svg().append(drawing);
            }
            double x = plot.x(pair.pair());
            plot.avoid(Box.between(
                    x - width / 2, plot.y(costs[i]), x + width / 2, plot.area().bottom()));
        }
        plot.level("axis mean", all.getAverage());
        for (int i : worst) {
            int pair = run.pairs().get(i).pair();
            plot.label(pair, costs[i], "pair " + pair);
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
        double all = DoubleStream.of(costs).sum();
        double highest =
                DoubleStream.of(costs).sorted().skip(costs.length - worst).sum();
        return "A pair is two frames that the networks evaluate together. A bar is what the score would be if the "
                + "whole clip were like this pair, without bytes: the lower part for pixels of a wrong class, the "
                + "upper part for wrong motion (the root of the pose term is replaced by its tangent, so that pairs "
                + "add up). The line is the mean."
                + (all > 0
                        ? " The " + worst + " most expensive of " + costs.length + " pairs make "
                                + Wording.percent(highest / all) + " of the sum."
                        : "");
    }
}
