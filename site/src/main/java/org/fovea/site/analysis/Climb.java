package org.fovea.site.analysis;

import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.progress.TurningPoint;

/**
 * A turning point with what it bought.
 *
 * @param number of it, from 1
 * @param point itself
 * @param terms of the run that became the floor
 * @param change of each term against the prior floor; absent for the first
 * @param bytes change of the bytes; absent for the first
 */
public record Climb(int number, TurningPoint point, Score terms, Optional<Score> change, Optional<Long> bytes) {
    /** Of all turning points of a benchmark, in order. */
    public static List<Climb> of(List<TurningPoint> points, Numbered<Benchmark> benchmark) {
        long original = benchmark.record().originalBytes();
        return java.util.stream.IntStream.range(0, points.size())
                .mapToObj(i -> of(i + 1, points.get(i), original))
                .toList();
    }

    private static Climb of(int number, TurningPoint point, long original) {
        Score terms = terms(point.run(), original);
        Optional<RunRow> prior = point.prior();
        return new Climb(
                number,
                point,
                terms,
                prior.map(before -> terms.minus(terms(before, original))),
                prior.map(before -> point.run().bytes() - before.bytes()));
    }

    /**
     * What a whole run costs, term by term. The archive alone is charged.
     *
     * @param originalBytes of its benchmark
     */
    static Score terms(RunRow run, long originalBytes) {
        ScoreFormula formula = ScoreFormula.COMMA;
        return formula.score(
                new Distortion(run.segmentation(), run.pose()), formula.rateTerm(run.bytes(), originalBytes));
    }
}
