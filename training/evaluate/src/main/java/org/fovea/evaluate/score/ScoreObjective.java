package org.fovea.evaluate.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.config.YamlMap;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.ScoreTerm;

/**
 * What a score is made of: its terms by name, and the price of a byte.
 *
 * @param rate points for an archive as large as the original
 * @param segmentation the segmentation network's term; empty where there is no such network
 * @param pose the pose network's; empty likewise
 * @param networks terms of the further networks
 */
public record ScoreObjective(
        double rate,
        Optional<Term> segmentation,
        Optional<Term> pose,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Term> networks) {
    /** The challenge's: both networks, its formula. */
    public static final ScoreObjective CHALLENGE = new ScoreObjective(
            ScoreFormula.COMMA.rate(),
            Optional.of(Term.of(
                    "segmentation",
                    "second",
                    "differing-pixels",
                    "share of pixels",
                    ScoreFormula.COMMA.segmentation())),
            Optional.of(
                    Term.of("pose", "both", "mean-squared", "square of the output's unit", ScoreFormula.COMMA.pose())),
            List.of());

    private static final String CONSECUTIVE = "consecutive frames";

    public ScoreObjective {
        networks = networks == null ? List.of() : List.copyOf(networks);
    }

    /**
     * A term.
     *
     * @param name of the network, or its role
     * @param looksAt what it looks at
     * @param comparison of its answers
     * @param unit of a distortion
     * @param shape {@code linear} or {@code root}
     * @param weight of the mean distortion
     */
    public record Term(String name, String looksAt, String comparison, String unit, String shape, double weight) {
        static Term of(String name, String looksAt, String comparison, String unit, ScoreTerm term) {
            return new Term(name, looksAt, comparison, unit, term.shape().label(), term.weight());
        }

        ScoreTerm term() {
            return shape.equals(ScoreTerm.Shape.ROOT.label()) ? ScoreTerm.root(weight) : ScoreTerm.linear(weight);
        }
    }

    /**
     * Steps that a pose network answers on for each sample, with as many outputs for each: 1, from the first frame of a
     * pair to the second; in a sequence 2, then that to the pair from the one before.
     */
    public int poseSteps() {
        return pose.filter(term -> term.looksAt().equals(CONSECUTIVE)).isPresent() ? 2 : 1;
    }

    public static ScoreObjective of(EvaluatorPair networks) {
        ScoreFormula formula = ScoreFormula.of(networks);
        if (!networks.sequence()
                && formula.equals(ScoreFormula.COMMA)
                && networks.segmentation().present()
                && networks.segmentation().classWeights().isEmpty()
                && networks.pose().present()
                && networks.pose().squares()) {
            return CHALLENGE;
        }
        List<Term> further = new ArrayList<>();
        for (FurtherNetwork network : networks.further()) {
            further.add(Term.of(
                    network.name(), network.view().label(), network.comparison(), network.unit(), network.term()));
        }
        Optional<Term> segmentation = networks.segmentation().present()
                ? Optional.of(Term.of(
                        "segmentation",
                        networks.sequence()
                                ? "every frame"
                                : YamlMap.word(networks.segmentation().frames()),
                        "differing-pixels",
                        "share of pixels",
                        formula.segmentation()))
                : Optional.empty();
        Optional<Term> pose = networks.pose().present()
                ? Optional.of(Term.of(
                        "pose",
                        networks.sequence() ? CONSECUTIVE : "both",
                        networks.pose().comparison(),
                        networks.pose().unit(),
                        formula.pose()))
                : Optional.empty();
        return new ScoreObjective(formula.rate(), segmentation, pose, further);
    }

    /** Whether this is the challenge's own objective, which documents and reports do not spell out. */
    public boolean challenge() {
        return equals(CHALLENGE);
    }

    public ScoreFormula formula() {
        if (challenge()) {
            return ScoreFormula.COMMA;
        }
        return new ScoreFormula(
                segmentation.map(Term::term).orElse(ScoreFormula.COMMA.segmentation()),
                pose.map(Term::term).orElse(ScoreFormula.COMMA.pose()),
                rate,
                networks.stream().map(Term::term).toList());
    }
}
