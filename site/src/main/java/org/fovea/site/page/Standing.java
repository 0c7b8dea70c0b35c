package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.RunWords;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;

/**
 * The floor of a benchmark in words for somebody who has never heard of it.
 *
 * @param benchmark that it is the floor of
 * @param floor the run
 * @param details all of it
 * @param turningPoint that made it the floor; absent where its promotion was reopened since
 * @param first the first floor that holds
 */
public record Standing(
        Benchmark benchmark,
        RunRow floor,
        Run details,
        Optional<TurningPoint> turningPoint,
        Optional<TurningPoint> first) {
    static Optional<Standing> of(Snapshot snapshot, Numbered<Benchmark> benchmark, List<TurningPoint> points) {
        return snapshot.floor(benchmark)
                .map(floor -> new Standing(
                        benchmark.record(),
                        floor,
                        snapshot.details(floor),
                        points.stream()
                                .filter(point -> point.run().key().equals(floor.key()))
                                .reduce((_, later) -> later),
                        points.stream().findFirst()));
    }

    /** Name of the run: what its source called it, or its number. */
    public String name() {
        return RunWords.name(floor);
    }

    /** How many times smaller than the original. */
    public String smaller() {
        double times = (double) benchmark.originalBytes() / floor.bytes();
        return times >= 10 ? Wording.count(Math.round(times)) : String.format(java.util.Locale.ROOT, "%.1f", times);
    }

    /** Share of the pixels that the segmentation network puts into another class. */
    public String wrongPixels() {
        return "one pixel in " + Wording.count(Math.round(1 / floor.segmentation()));
    }

    /** Whether any pixel is wrong at all. */
    public boolean hasWrongPixels() {
        return floor.segmentation() > 0;
    }

    /** Points for what lies outside the archive; absent where that is not known. */
    public Optional<Double> payloadTerm() {
        return floor.payload().map(bytes -> ScoreFormula.COMMA.rateTerm(bytes, benchmark.originalBytes()));
    }

    /** By how much the score fell since the first floor, as a share of it; absent for the first. */
    public Optional<String> fallen() {
        return first.filter(point ->
                        !point.run().key().equals(floor.key()) && point.run().score() > 0)
                .map(point -> Wording.percent(1 - floor.score() / point.run().score()));
    }

    /** The term that costs most, and so where there is most to gain. */
    public String largestTerm() {
        Score terms = details.terms();
        boolean rate = terms.rate() >= terms.segmentation() && terms.rate() >= terms.pose();
        return rate ? "rate" : terms.segmentation() >= terms.pose() ? "segmentation" : "pose";
    }
}
