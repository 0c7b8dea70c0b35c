package org.fovea.evaluate.score;

import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.MeteredBytes.Accounting;

/**
 * A score and where it comes from. There is one only where every pair was scored and the archive's size is known.
 *
 * @param table every pair
 * @param bytes what the rate is made of
 * @param provenance networks and what they saw
 * @param objective what the score is made of
 * @param borders what is lost from one pair to the next, where that was asked for; no part of the score
 * @param tasks what the networks are good for, where there is truth to tell; no part of the score
 */
public record ScoreResult(
        PairTable table,
        MeteredBytes bytes,
        Provenance provenance,
        ScoreObjective objective,
        Optional<Borders> borders,
        Optional<Tasks> tasks) {
    /** Of the challenge's objective, and without a look at the pairs' borders. */
    public ScoreResult(PairTable table, MeteredBytes bytes, Provenance provenance) {
        this(table, bytes, provenance, ScoreObjective.CHALLENGE, Optional.empty(), Optional.empty());
    }

    public ScoreFormula formula() {
        return objective.formula();
    }

    /** What the networks lost on the scored pairs; a term of a score only where these are all. The rate is left out. */
    public Score lost() {
        return formula().score(averages(), 0);
    }

    public Distortion averages() {
        return table.averages();
    }

    public List<Accounting> accountings() {
        return table.complete() ? bytes.accountings(formula(), averages()) : List.of();
    }

    /** The score as the challenge's program counts it, if there is one. */
    public Optional<Accounting> score() {
        return accountings().stream().findFirst();
    }

    /** How much of the clip was scored: "partial (8 of 60)"; empty where it was all. */
    public Optional<String> partial() {
        return table.complete()
                ? Optional.empty()
                : Optional.of("partial (" + table.pairs().size() + " of " + table.clipPairs() + ")");
    }
}
