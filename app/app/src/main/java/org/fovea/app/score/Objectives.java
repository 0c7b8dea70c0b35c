package org.fovea.app.score;

import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;

/** What can be done with an objective. */
public final class Objectives {
    private Objectives() {}

    /**
     * Refuses an objective with prices of its own where files and charts keep two terms and the challenge's prices.
     *
     * @param who that cannot do with it, as in "a lab"
     * @throws AppException where it has them
     */
    public static void requireChallengePrices(EvaluatorPair networks, String who) {
        if (!ScoreFormula.of(networks).equals(ScoreFormula.COMMA)) {
            throw AppException.usage(who
                    + " keeps the challenge's terms and prices, but the objective has its own weights, rate or "
                    + "further networks;"
                    + " score, compare, compress and bench rd take it");
        }
    }
}
