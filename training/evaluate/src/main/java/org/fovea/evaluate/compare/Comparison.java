package org.fovea.evaluate.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.compare.Bootstrap.Interval;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreResult;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.StdConverter;

/**
 * What changes from one candidate, A, to another, B, and the JSON document that says so. Differences are B − A:
 * negative where B loses less.
 *
 * @param a the one
 * @param b the other
 * @param bootstrap how the intervals were made
 * @param segmentation difference of the segmentation terms
 * @param pose difference of the pose terms
 * @param rate difference of the rate terms, which has no uncertainty; absent where the size of an archive is not known
 * @param total difference of all terms; without the rate where that is absent
 * @param further differences of the further networks' terms, in the objective's order
 * @param differingRanges consecutive pairs that differ at all
 * @param pairs what each pair contributes to segmentation and pose term
 */
@JsonPropertyOrder({"format", "version", "name", "partial"})
public record Comparison(
        @JsonSerialize(converter = ToSide.class) ScoreResult a,
        @JsonSerialize(converter = ToSide.class) ScoreResult b,
        Bootstrap bootstrap,
        Difference segmentation,
        Difference pose,
        Optional<Double> rate,
        Difference total,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Difference> further,
        List<DifferingRange> differingRanges,
        List<PairDifference> pairs) {
    public Comparison {
        pairs = List.copyOf(pairs);
        differingRanges = List.copyOf(differingRanges);
        further = List.copyOf(further);
    }

    @JsonProperty
    public String format() {
        return "fovea comparison";
    }

    @JsonProperty
    public int version() {
        return 1;
    }

    /** What to call the scores. */
    @JsonProperty
    public String name() {
        return a.provenance().scoreName();
    }

    /** How much of the clip was scored, where it was not all. */
    @JsonProperty
    public Optional<String> partial() {
        return a.partial();
    }

    /**
     * One of the two in the document.
     *
     * @param candidate name of its file
     * @param sha256 of it
     * @param score if it has one
     * @param segmentationMean mean segmentation distortion
     * @param poseMean mean pose distortion
     * @param furtherMeans mean distortions of further networks
     * @param classes what became of each class
     */
    public record Side(
            String candidate,
            String sha256,
            Optional<Double> score,
            double segmentationMean,
            double poseMean,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> furtherMeans,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassCount> classes) {}

    /** One of the two for the document. */
    public static final class ToSide extends StdConverter<ScoreResult, Side> {
        @Override
        public Side convert(ScoreResult result) {
            Distortion means = result.averages();
            return new Side(
                    result.provenance().candidate().name(),
                    result.provenance().candidate().sha256(),
                    result.score().map(Accounting::score),
                    means.segmentation(),
                    means.pose(),
                    means.further(),
                    result.table().classes());
        }
    }

    /** A difference of terms, B − A, and where it lies at the level of the bootstrap. */
    public record Difference(
            @JsonProperty("difference") double value,
            @JsonUnwrapped Interval interval) {}

    /**
     * A pair's part in the difference. Parts add up to the differences of the terms.
     *
     * @param pair number
     * @param wrongPixels more or fewer pixels of another class
     * @param poseDistortion larger or smaller pose distortion
     * @param segmentation part in the segmentation term
     * @param pose part in the pose term: the difference of the two roots, divided among the pairs in proportion to what
     *     each adds to the mean
     * @param further part in the terms of all further networks
     */
    public record PairDifference(
            int pair,
            int wrongPixels,
            double poseDistortion,
            double segmentation,
            double pose,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) double further) {
        @JsonProperty
        public double points() {
            return segmentation + pose + further;
        }
    }

    /**
     * Pairs that differ, one after the other.
     *
     * @param first pair
     * @param last pair
     * @param points their part in the score
     */
    public record DifferingRange(int first, int last, double points) {}

    /** @throws ScoreException where the two are not of the same clip, networks and pairs */
    public static Comparison of(ScoreResult a, ScoreResult b, Bootstrap bootstrap) {
        verifyComparable(a, b);
        Columns columns = new Columns(a.formula(), a.table().pairs(), b.table().pairs());
        int count = columns.count;
        int[] once = new int[count];
        java.util.Arrays.fill(once, 1);
        double[] values = columns.differences(once);
        Interval[] intervals = bootstrap.intervals(count, columns::differences);
        Optional<Double> rate = rate(a, b);
        double constant = rate.orElse(0.0);
        Interval total = new Interval(intervals[2].low() + constant, intervals[2].high() + constant);
        List<PairDifference> pairs = parts(a, b);
        return new Comparison(
                a,
                b,
                bootstrap,
                new Difference(values[0], intervals[0]),
                new Difference(values[1], intervals[1]),
                rate,
                new Difference(values[2] + constant, total),
                further(values, intervals),
                ranges(pairs),
                pairs);
    }

    /** Behind the first three, the further networks' terms. */
    private static List<Difference> further(double[] values, Interval[] intervals) {
        List<Difference> further = new ArrayList<>();
        for (int i = Columns.FIRST_FURTHER; i < values.length; i++) {
            further.add(new Difference(values[i], intervals[i]));
        }
        return further;
    }

    private static Optional<Double> rate(ScoreResult a, ScoreResult b) {
        if (a.bytes().archive().isEmpty() || b.bytes().archive().isEmpty()) {
            return Optional.empty();
        }
        ScoreFormula formula = a.formula();
        return Optional.of(formula.rateTerm(
                        b.bytes().archive().getAsLong(), b.bytes().originalBytes())
                - formula.rateTerm(a.bytes().archive().getAsLong(), a.bytes().originalBytes()));
    }

    private static void verifyComparable(ScoreResult a, ScoreResult b) {
        Provenance one = a.provenance();
        Provenance other = b.provenance();
        verify(
                one.original().sha256().equals(other.original().sha256()),
                "originals",
                one.original().name() + " (sha256 " + brief(one.original().sha256()) + ")",
                other.original().name() + " (sha256 " + brief(other.original().sha256()) + ")",
                "score both candidates against the same clip");
        verify(
                one.evaluators().hash().equals(other.evaluators().hash()),
                "evaluators",
                one.evaluators().name() + " (sha256 " + brief(one.evaluators().hash()) + ")",
                other.evaluators().name() + " (sha256 "
                        + brief(other.evaluators().hash()) + ")",
                "score both with the same --evaluators");
        verify(
                one.decoder().equals(other.decoder()),
                "decoders of the original",
                one.decoder(),
                other.decoder(),
                "score both with the same version of Fovea");
        verify(range(a).equals(range(b)), "pairs", range(a), range(b), "score both with the same --pairs");
        verify(shape(a).equals(shape(b)), "answers", shape(a), shape(b), "score both with the same version of Fovea");
        verify(
                a.bytes().originalBytes() == b.bytes().originalBytes(),
                "sizes of the original",
                a.bytes().originalBytes() + " bytes",
                b.bytes().originalBytes() + " bytes",
                "count the same files");
    }

    private static void verify(boolean same, String what, String a, String b, String todo) {
        if (!same) {
            throw new ScoreException("the two have different " + what + ", " + a + " and " + b + "; " + todo);
        }
    }

    private static String brief(String hash) {
        return hash.substring(0, 12);
    }

    private static String range(ScoreResult result) {
        List<PairResult> pairs = result.table().pairs();
        return pairs.getFirst().pair() + ".." + pairs.getLast().pair() + " of "
                + result.table().clipPairs();
    }

    private static String shape(ScoreResult result) {
        return result.table().mapPixels() + " pixels, "
                + result.table().pairs().getFirst().squaredErrors().length + " outputs";
    }

    private static List<PairDifference> parts(ScoreResult a, ScoreResult b) {
        List<PairResult> one = a.table().pairs();
        List<PairResult> other = b.table().pairs();
        ScoreFormula formula = a.formula();
        Distortion from = a.averages();
        Distortion to = b.averages();
        int count = one.size();
        List<PairDifference> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double pose = other.get(i).pose() - one.get(i).pose();
            double segmentation = other.get(i).segmentation() - one.get(i).segmentation();
            parts.add(new PairDifference(
                    one.get(i).pair(),
                    other.get(i).wrongPixels() - one.get(i).wrongPixels(),
                    pose,
                    formula.segmentation().part(segmentation, count, from.segmentation(), to.segmentation()),
                    formula.pose().part(pose, count, from.pose(), to.pose()),
                    further(formula, one.get(i), other.get(i), count, from, to)));
        }
        return parts;
    }

    private static double further(
            ScoreFormula formula, PairResult a, PairResult b, int count, Distortion from, Distortion to) {
        double sum = 0;
        for (int i = 0; i < formula.further().size(); i++) {
            double difference = b.further()[i] - a.further()[i];
            sum += formula.further()
                    .get(i)
                    .part(difference, count, from.further().get(i), to.further().get(i));
        }
        return sum;
    }

    private static List<DifferingRange> ranges(List<PairDifference> pairs) {
        List<DifferingRange> ranges = new ArrayList<>();
        for (PairDifference pair : pairs) {
            if (pair.wrongPixels() == 0 && pair.poseDistortion() == 0 && pair.further() == 0) {
                continue;
            }
            DifferingRange last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.last() + 1 == pair.pair()) {
                ranges.set(
                        ranges.size() - 1,
                        new DifferingRange(last.first(), pair.pair(), last.points() + pair.points()));
            } else {
                ranges.add(new DifferingRange(pair.pair(), pair.pair(), pair.points()));
            }
        }
        return ranges;
    }

    /** Pairs in which B loses more than A, the worst first. */
    public List<PairDifference> worst(int most) {
        return pairs.stream()
                .filter(pair -> pair.points() > 0)
                .sorted(Comparator.comparingDouble(PairDifference::points).reversed())
                .limit(most)
                .toList();
    }

    /** Pairs in which B loses less than A, the best first. */
    public List<PairDifference> best(int most) {
        return pairs.stream()
                .filter(pair -> pair.points() < 0)
                .sorted(Comparator.comparingDouble(PairDifference::points))
                .limit(most)
                .toList();
    }

    private static final class Columns {
        /** Where differences of further networks' terms begin. */
        static final int FIRST_FURTHER = 3;

        private final ScoreFormula formula;
        private final int count;
        /** For each network, its distortions on the pairs. */
        private final List<double[]> a;

        private final List<double[]> b;

        Columns(ScoreFormula formula, List<PairResult> a, List<PairResult> b) {
            this.formula = formula;
            this.count = a.size();
            this.a = columns(a);
            this.b = columns(b);
        }

        private static List<double[]> columns(List<PairResult> pairs) {
            List<double[]> columns = new ArrayList<>();
            columns.add(pairs.stream().mapToDouble(PairResult::segmentation).toArray());
            columns.add(pairs.stream().mapToDouble(PairResult::pose).toArray());
            for (int i = 0; i < pairs.getFirst().further().length; i++) {
                int network = i;
                columns.add(pairs.stream()
                        .mapToDouble(pair -> pair.further()[network])
                        .toArray());
            }
            return columns;
        }

        /**
         * Differences of the segmentation term, of the pose term, of the sum of all, and of each further network's
         * term.
         */
        double[] differences(int[] counts) {
            Score difference = score(b, counts).minus(score(a, counts));
            double[] all = new double[FIRST_FURTHER + difference.further().size()];
            all[0] = difference.segmentation();
            all[1] = difference.pose();
            all[2] = difference.withoutRate();
            for (int i = FIRST_FURTHER; i < all.length; i++) {
                all[i] = difference.further().get(i - FIRST_FURTHER);
            }
            return all;
        }

        private Score score(List<double[]> columns, int[] counts) {
            List<Double> means =
                    columns.stream().map(column -> mean(column, counts)).toList();
            return formula.score(new Distortion(means.get(0), means.get(1), means.subList(2, means.size())), 0);
        }

        private double mean(double[] column, int[] counts) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += counts[i] * column[i];
            }
            return sum / count;
        }
    }
}
