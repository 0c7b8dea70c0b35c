package org.fovea.evaluate.score;

import java.util.ArrayList;
import java.util.List;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.ScoreTerm;

/**
 * What is to be kept small: the price of everything that an archive loses and takes. Scoring, encoding and comparing
 * ask a formula; weights are known here alone.
 *
 * @param segmentation what the mean share of wrong pixels costs
 * @param pose what the mean pose distortion costs
 * @param rate points for an archive as large as the original
 * @param further what the mean distortion of each further network of the objective costs
 */
public record ScoreFormula(ScoreTerm segmentation, ScoreTerm pose, double rate, List<ScoreTerm> further) {
    /** That of comma's video compression challenge: 100·segmentation + √(10·pose) + 25·bytes/original bytes. */
    public static final ScoreFormula COMMA = new ScoreFormula(ScoreTerm.linear(100), ScoreTerm.root(10), 25);

    public ScoreFormula {
        further = List.copyOf(further);
    }

    /** The same where there is no further network. */
    public ScoreFormula(ScoreTerm segmentation, ScoreTerm pose, double rate) {
        this(segmentation, pose, rate, List.of());
    }

    public static ScoreFormula of(EvaluatorPair networks) {
        return new ScoreFormula(
                networks.terms().segmentation().orElse(COMMA.segmentation),
                networks.terms().pose().orElse(COMMA.pose),
                networks.terms().rate().orElse(COMMA.rate),
                networks.further().stream().map(FurtherNetwork::term).toList());
    }

    public ScoreFormula withRate(double other) {
        return new ScoreFormula(segmentation, pose, other, further);
    }

    /**
     * @param means over all pairs
     * @param rate points for the archive's bytes, as {@link #rateTerm} tells; 0 where they do not count
     */
    public Score score(Distortion means, double rate) {
        return new Score(
                segmentation.points(means.segmentation()), pose.points(means.pose()), rate, further(means.further()));
    }

    private List<Double> further(List<Double> means) {
        if (means.size() != further.size()) {
            throw new IllegalArgumentException(
                    means.size() + " distortions of further networks, " + further.size() + " terms");
        }
        List<Double> points = new ArrayList<>();
        for (int i = 0; i < further.size(); i++) {
            points.add(further.get(i).points(means.get(i)));
        }
        return points;
    }

    /**
     * What bytes cost.
     *
     * @param originalBytes of the original, more than 0; of a part of a clip its share, which need not be whole
     * @return points
     */
    public double rateTerm(double bytes, double originalBytes) {
        return rate * bytes / originalBytes;
    }

    /** What a byte more costs: the derivative of {@link #rateTerm}, in points. */
    public double pointsPerByte(double originalBytes) {
        return rate / originalBytes;
    }

    /** Without further networks the text that it always was: the identity of saved work depends on it. */
    @Override
    public String toString() {
        return "ScoreFormula[segmentation=" + segmentation + ", pose=" + pose + ", rate=" + rate
                + (further.isEmpty() ? "" : ", further=" + further) + "]";
    }
}
