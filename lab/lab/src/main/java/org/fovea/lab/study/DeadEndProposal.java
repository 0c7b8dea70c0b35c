package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Settings;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * A dead end that a study's rejections suggest. It lacks the mechanism, which only a person or agent can say; nothing
 * is closed before they do.
 *
 * @param benchmark key
 * @param family whose candidates were all rejected
 * @param region settings and values that were tried
 * @param preconditions of the rejections; several values with {@code |} between
 * @param evidence keys of the rejected runs
 * @param numbers gain of each, for people
 */
public record DeadEndProposal(
        String benchmark,
        String family,
        Map<String, String> region,
        Map<String, String> preconditions,
        List<String> evidence,
        String numbers) {
    /** Most values whose numbers are listed. */
    private static final int MAX_LISTED = 20;

    /**
     * What a study closed: one proposal for each set of settings that were varied together, if all of its candidates
     * that finished a rung were rejected. A setting that is numbers from a range is closed between the values that were
     * tried, on each side of the base's own value; others are closed at these values alone.
     *
     * @param family whose candidates are looked at
     */
    public static List<DeadEndProposal> from(Ledger ledger, Numbered<Study> study, String family) {
        StudyContext context = StudyContext.of(ledger, study);
        Map<String, Round> last = new LinkedHashMap<>();
        for (Numbered<Round> round : ledger.rounds(study.key())) {
            last.merge(
                    round.record().candidate(),
                    round.record(),
                    (one, other) -> other.rung() >= one.rung() ? other : one);
        }
        Map<List<String>, List<Tried>> groups = new LinkedHashMap<>();
        for (Round round : last.values()) {
            ledger.find(Candidate.class, round.candidate())
                    .map(Numbered::record)
                    .filter(candidate -> candidate.family().equals(family))
                    .ifPresent(candidate -> groups.computeIfAbsent(varied(context, candidate), _ -> new ArrayList<>())
                            .add(new Tried(candidate, round)));
        }
        return groups.entrySet().stream()
                .filter(group -> !group.getKey().isEmpty())
                .filter(group -> group.getValue().stream().allMatch(tried -> tried.round.decision() == Decision.KILL))
                .map(group -> proposal(ledger, context, family, group.getKey(), group.getValue()))
                .toList();
    }

    private record Tried(Candidate candidate, Round round) {}

    private static List<String> varied(StudyContext context, Candidate candidate) {
        Settings base = new Settings(context.base().recipe());
        Settings mine = new Settings(candidate.recipe());
        return context.plan().space().dimensions().keySet().stream()
                .filter(path -> !base.agrees(mine, path))
                .sorted()
                .toList();
    }

    private static DeadEndProposal proposal(
            Ledger ledger, StudyContext context, String family, List<String> paths, List<Tried> tried) {
        Map<String, String> region = new TreeMap<>();
        for (String path : paths) {
            List<String> values = tried.stream()
                    .map(one ->
                            new Settings(one.candidate.recipe()).values(path).getFirst())
                    .distinct()
                    .toList();
            region.put(path, closed(context, path, values));
        }
        Map<String, TreeSet<String>> preconditions = new TreeMap<>();
        for (Tried one : tried) {
            rejection(ledger, one.round.candidateRun())
                    .ifPresent(judgement -> judgement
                            .preconditions()
                            .forEach((name, value) -> preconditions
                                    .computeIfAbsent(name, _ -> new TreeSet<>())
                                    .addAll(List.of(value.split("\\|", -1)))));
        }
        Map<String, String> joined = new TreeMap<>();
        preconditions.forEach((name, values) -> joined.put(name, String.join("|", values)));
        return new DeadEndProposal(
                context.benchmark().key(),
                family,
                region,
                joined,
                tried.stream().map(one -> one.round.candidateRun()).toList(),
                numbers(ledger, tried));
    }

    private static Optional<Judgement> rejection(Ledger ledger, String run) {
        return ledger.judgements(run).stream()
                .map(Numbered::record)
                .filter(judgement -> judgement.verdict() == Verdict.REJECTED)
                .findFirst();
    }

    private static String closed(StudyContext context, String path, List<String> values) {
        if (!(context.plan().space().dimensions().get(path) instanceof Dimension.Range)) {
            return String.join("|", values);
        }
        List<String> before = new Settings(context.base().recipe())
                .values(path).stream().distinct().toList();
        // Stages of one name may differ, and then no value is the base's own.
        double own = before.size() == 1 ? Double.parseDouble(before.getFirst()) : Double.NEGATIVE_INFINITY;
        Comparator<String> bySize = Comparator.comparingDouble(Double::parseDouble);
        return values.stream()
                .collect(Collectors.groupingBy(
                        value -> Double.parseDouble(value) > own, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(side -> side.size() == 1
                        ? side.getFirst()
                        : side.stream().min(bySize).orElseThrow()
                                + ".."
                                + side.stream().max(bySize).orElseThrow())
                .collect(Collectors.joining("|"));
    }

    private static String numbers(Ledger ledger, List<Tried> tried) {
        String listed = tried.stream()
                .limit(MAX_LISTED)
                .map(one -> String.format(
                        Locale.ROOT,
                        "%s: gain %.5f (%.5f..%.5f) on %s",
                        one.candidate.label(),
                        one.round.gain(),
                        one.round.low(),
                        one.round.high(),
                        ledger.find(Run.class, one.round.candidateRun())
                                .map(run -> run.record().subset().size() + " pairs")
                                .orElse("a run that is not here")))
                .collect(Collectors.joining("; "));
        return tried.size() > MAX_LISTED ? listed + "; and " + (tried.size() - MAX_LISTED) + " more" : listed;
    }
}
