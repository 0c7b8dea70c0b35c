package org.fovea.lab.round;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;

/**
 * Asynchronous successive halving (Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2018): whenever
 * a candidate has finished a rung, the best 1/eta of all that have finished it by then go on, if they were not
 * rejected. No candidate waits for the rest of a rung. Candidates whose decision is PROMOTE go on at once. What it says
 * depends on the given rounds alone, and a candidate that may go on once may go on forever: it has.
 *
 * @param eta one of how many goes on; 1 for all that are undecided
 */
public record SuccessiveHalving(int eta) {
    /**
     * Who goes on from a rung now.
     *
     * @param rounds of one study, any rungs, in the order in which they were decided
     * @param rung from which they go on
     * @return keys of candidates, the best first
     */
    public List<String> goOn(List<Round> rounds, int rung) {
        Map<String, Round> last = new LinkedHashMap<>();
        rounds.stream().filter(round -> round.rung() == rung).forEach(round -> last.put(round.candidate(), round));
        List<Round> best = last.values().stream()
                .sorted(Comparator.comparingDouble(Round::gain).reversed().thenComparing(Round::candidate))
                .toList();
        Set<String> chosen = new LinkedHashSet<>();
        int room = best.size() / eta;
        for (int i = 0; i < best.size(); i++) {
            Round round = best.get(i);
            boolean good = round.decision() == Decision.PROMOTE || (round.decision() == Decision.CONTINUE && i < room);
            if (good) {
                chosen.add(round.candidate());
            }
        }
        return new ArrayList<>(chosen);
    }
}
