package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fovea.app.anchor.AnchorCodec;

/**
 * A comparison as a JSON document: its components are the document's keys.
 *
 * @param absent anchor codecs that this machine cannot encode
 * @param bdRates Bjøntegaard's mean changes of the bytes
 */
public record RdDocument(
        @JsonUnwrapped Heading heading, List<String> absent, List<BdChange> bdRates, List<RdPoint> points) {
    private static final String FORMAT = "fovea bench rd";
    private static final int VERSION = 2;

    /**
     * What was compared on.
     *
     * @param pairs that were coded and scored
     * @param originalBytes size that the rate is counted against
     * @param framesPerSecond of the original; 20 where it does not tell
     * @param evaluatorsSha256 of their weights, structure and pre-processing
     */
    public record Heading(
            String clip,
            String clipSha256,
            int pairs,
            long clipPairs,
            long originalBytes,
            double framesPerSecond,
            String evaluators,
            String evaluatorsSha256) {}

    /**
     * Bjøntegaard's mean change of the bytes for the same loss, see {@link BdRate}.
     *
     * @param term what is lost: {@code segmentation}, {@code pose}, {@code further network 1} and so on, a task's name,
     *     or {@code loss}, the score without its rate
     * @param percent of the bytes: −50 for half of them; null where there is none
     * @param overlap share of the qualities that either reaches which both reach; null where there is none
     * @param reason why there is none; null where there is one
     */
    public record BdChange(
            String reference,
            String test,
            String term,
            Optional<Double> percent,
            Optional<Double> overlap,
            Optional<String> reason) {
        /** Of Fovea's archives against every anchor codec, and of every other one against AV1. */
        static List<BdChange> all(List<RdPoint> points) {
            List<String> series = RdText.series(points);
            List<BdChange> all = new ArrayList<>();
            List<RdChart.Term> terms = RdChart.Term.of(points);
            for (String reference : series) {
                for (String test : series) {
                    boolean rivals = isAnchor(points, reference)
                            && (List.of(RdPoint.FOVEA, RdPoint.ROBUST).contains(test)
                                    || reference.equals(AnchorCodec.AV1.title()) && isAnchor(points, test));
                    if (rivals && !reference.equals(test)) {
                        List<RdPoint> one = RdText.of(points, reference);
                        List<RdPoint> other = RdText.of(points, test);
                        terms.forEach(term -> all.add(of(one, other, term.word(), term::of)));
                        all.add(of(one, other, "loss", point -> point.terms().withoutRate()));
                    }
                }
            }
            return List.copyOf(all);
        }

        private static boolean isAnchor(List<RdPoint> points, String series) {
            return RdText.of(points, series).getFirst().rival();
        }

        private static BdChange of(
                List<RdPoint> reference, List<RdPoint> test, String term, ToDoubleFunction<RdPoint> loss) {
            BdRate.Outcome found = BdRate.of(curve(reference, loss), curve(test, loss));
            Optional<BdRate.Delta> delta = found instanceof BdRate.Delta one ? Optional.of(one) : Optional.empty();
            return new BdChange(
                    reference.getFirst().series(),
                    test.getFirst().series(),
                    term,
                    delta.map(one -> 100 * one.share()),
                    delta.map(BdRate.Delta::overlap),
                    found instanceof BdRate.Impossible none ? Optional.of(none.reason()) : Optional.empty());
        }

        private static List<BdRate.Point> curve(List<RdPoint> points, ToDoubleFunction<RdPoint> loss) {
            return points.stream()
                    .map(point -> new BdRate.Point(point.bytes(), loss.applyAsDouble(point)))
                    .toList();
        }
    }

    /** What all points of a file have in common; a file of something else is refused. */
    record About(
            String format,
            int version,
            String clip,
            String decoder,
            String evaluators,
            int pairs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String labels) {
        static About of(RdTask task) throws IOException {
            return of(
                    task.clipHash(),
                    task.clip().decoder(),
                    task.networks().identity().hash(),
                    task.pairs(),
                    task.labels().identity());
        }

        static About of(String clip, String decoder, String evaluators, int pairs, String labels) {
            return new About(FORMAT, VERSION, clip, decoder, evaluators, pairs, labels);
        }
    }

    static RdDocument of(RdTask task, List<RdPoint> points, List<String> absent) {
        Heading heading = new Heading(
                task.clip().path().toString(),
                task.clipHash(),
                task.pairs(),
                task.clipPairs(),
                task.originalBytes(),
                StreamRate.of(task).frameRate().perSecond(),
                task.networks().identity().name(),
                task.networks().identity().hash());
        return of(heading, points, absent);
    }

    static RdDocument of(Heading heading, List<RdPoint> points, List<String> absent) {
        return new RdDocument(heading, absent, BdChange.all(points), points);
    }
}
