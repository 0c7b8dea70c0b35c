package org.fovea.lab.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.fovea.codec.FormatException;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Judge.Wanted;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.verdict.DeadEnds;

/** Where a study is, read from the ledger, and what follows. */
final class StudyProgress {
    /** How much earlier the baseline's runs are made than those that wait for them. */
    private static final int FLOOR_FIRST = 100;

    /** Experiments that may be given up beyond those that were measured, before others are not tried any more. */
    private static final int MOST_GIVEN = 5;

    private final Ledger ledger;
    private final StudyContext context;
    private final FloorRuns floors;
    private final List<RunRow> rows;
    private final List<Round> rounds;
    private final Set<String> openHashes = new HashSet<>();
    private final Set<String> givenHashes = new HashSet<>();
    private final Set<String> elsewhere;
    private final KnownCandidates known;
    /** Candidates that were proposed, in order. */
    private final Map<String, Candidate> members = new LinkedHashMap<>();

    private final Map<String, Map<String, String>> points = new HashMap<>();

    private final Map<String, Wanted> wanted = new LinkedHashMap<>();
    private final IntPredicate allowed;
    private int openCandidates;
    private int openRuns;

    StudyProgress(
            Ledger ledger,
            Numbered<Study> study,
            Collection<Experiment> open,
            Collection<Experiment> given,
            Collection<String> elsewhere,
            KnownCandidates known,
            IntPredicate allowed) {
        this.ledger = ledger;
        this.known = known;
        this.context = StudyContext.of(ledger, study);
        this.floors = new FloorRuns(ledger, context);
        this.elsewhere = new HashSet<>(elsewhere);
        this.allowed = allowed;
        this.rows = ledger.runs(RunQuery.all().ofStudy(study.key()));
        this.rounds = new ArrayList<>(
                ledger.rounds(study.key()).stream().map(Numbered::record).toList());
        Set<String> keys = new LinkedHashSet<>();
        rows.forEach(row -> keys.add(row.candidate()));
        rounds.forEach(round -> keys.add(round.candidate()));
        open.forEach(experiment -> keys.add(experiment.candidate()));
        given.forEach(experiment -> keys.add(experiment.candidate()));
        keys.forEach(this::join);
        given.forEach(experiment -> givenHashes.add(experiment.hash()));
        for (Experiment experiment : open) {
            String hash = experiment.hash();
            if (openHashes.add(hash) && ledger.runOfJob(hash).isEmpty()) {
                openRuns++;
                openCandidates += members.containsKey(experiment.candidate()) ? 1 : 0;
            }
        }
    }

    /** A baseline is measured for a study, too, without being one of its candidates. */
    private void join(String key) {
        if (!key.equals(context.drawn().base())) {
            known.find(ledger, context, key)
                    .ifPresent(place -> place.point().ifPresent(point -> {
                        members.put(key, place.candidate());
                        points.put(key, point);
                    }));
        }
    }

    /** Whether a run that is there has not been compared yet and could be. */
    boolean hasPending() {
        Standings standings = new Standings();
        return members.keySet().stream().anyMatch(key -> {
            int rung = standings.nextRung(key);
            return rung < context.rungs()
                    && !isFloor(key)
                    && context.experiments(members.get(key), rung).stream()
                            .allMatch(experiment -> floors.measured(experiment).isPresent())
                    && floors.at(rung).there()
                    && floors.usualBar().isPresent();
        });
    }

    /**
     * Whether this could be the first experiment of a candidate that was not proposed because another study had asked
     * for it.
     */
    boolean awaits(Experiment experiment) {
        return !members.containsKey(experiment.candidate())
                && context.experiment(experiment.candidate(), 0).hash().equals(experiment.hash())
                && hasRoom()
                && ledger.find(Candidate.class, experiment.candidate())
                        .filter(candidate -> context.point(candidate.record()).isPresent())
                        .isPresent();
    }

    /**
     * Whether other candidates are worth trying after an experiment was given up. They are not where it was one of the
     * baseline, which they would be compared with, nor where so many were given up that they share the reason.
     */
    boolean goesOnWithout(Experiment experiment) {
        String key = experiment.candidate();
        return members.containsKey(key) && !isFloor(key) && givenHashes.size() <= rows.size() + MOST_GIVEN;
    }

    /** Makes the rounds that can be made, and says what is needed for the others. */
    List<Wanted> advance() {
        settle();
        Propositions propositions = new Propositions();
        while (hasRoom() && propositions.next()) {
            // each is measured, judged or wanted as it is proposed
        }
        return List.copyOf(wanted.values());
    }

    /** Makes rounds until there is none to make: each may send others on. */
    private void settle() {
        boolean changed = true;
        while (changed) {
            changed = false;
            Standings standings = new Standings();
            for (String key : List.copyOf(members.keySet())) {
                changed |= advance(key, standings.nextRung(key));
            }
        }
    }

    /** Makes a candidate's next round, if its runs are there. */
    private boolean advance(String key, int rung) {
        if (rung >= context.rungs() || isFloor(key)) {
            return false;
        }
        List<Numbered<Run>> runs = new ArrayList<>();
        boolean missing = false;
        for (Experiment experiment : context.experiments(members.get(key), rung)) {
            Optional<Numbered<Run>> run = floors.measured(experiment);
            run.ifPresent(runs::add);
            if (run.isEmpty()) {
                missing = true;
                want(floors.next(experiment), context.plan().priority() + rung, false);
            }
        }
        if (missing || !hasFloor(rung)) {
            return false;
        }
        double usualBar = floors.usualBar().orElseThrow();
        rounds.add(new RoundMaker(ledger, context).make(members.get(key), rung, floors.at(rung), runs, usualBar));
        return true;
    }

    /** Whether all that a round is judged by is there; else it is asked for. */
    private boolean hasFloor(int rung) {
        boolean there = wantFloor(rung, context.plan().priority() + FLOOR_FIRST);
        if (floors.usualBar().isPresent()) {
            return there;
        }
        wantFloor(context.rungs() - 1, context.plan().priority() + FLOOR_FIRST);
        return false;
    }

    private boolean wantFloor(int rung, int priority) {
        FloorRuns.Floor floor = floors.at(rung);
        floor.missing().forEach(experiment -> want(experiment, priority, true));
        return floor.there();
    }

    void wantFloors() {
        for (int rung = 0; rung < context.rungs(); rung++) {
            wantFloor(rung, context.plan().priority() + FLOOR_FIRST - rung);
        }
    }

    private boolean isFloor(String key) {
        return key.equals(floors.key());
    }

    /** Who has finished which rung, and who goes on from it. */
    private final class Standings {
        private final Map<String, Integer> last = new HashMap<>();
        private final List<Set<String>> goOn = new ArrayList<>();
        private final Set<String> wentOn = new HashSet<>();

        Standings() {
            rounds.forEach(round -> last.merge(round.candidate(), round.rung(), Math::max));
            for (int rung = 0; rung < context.rungs(); rung++) {
                goOn.add(Set.copyOf(context.plan().halving().goOn(rounds, rung)));
            }
            rows.forEach(row -> wentOn.add(row.candidate() + row.rung()));
        }

        /**
         * The rung that a candidate is to be measured on; the number of rungs where there is none for it, now or at
         * all.
         */
        int nextRung(String key) {
            int next = last.getOrDefault(key, -1) + 1;
            boolean goesOn =
                    next == 0 || (next < context.rungs() && (goOn.get(next - 1).contains(key) || wentOn(key, next)));
            return goesOn ? next : context.rungs();
        }

        /** A candidate that was sent on stays sent on, even if better ones have come since. */
        private boolean wentOn(String key, int rung) {
            return wentOn.contains(key + rung)
                    || openHashes.contains(context.experiment(key, rung).hash());
        }
    }

    private void want(Experiment experiment, int priority, boolean floor) {
        String hash = experiment.hash();
        if (openHashes.contains(hash) || givenHashes.contains(hash) || wanted.containsKey(hash)) {
            return;
        }
        if (!floor && !affordable()) {
            return;
        }
        wanted.put(hash, new Wanted(experiment, priority));
        openRuns++;
        openCandidates += floor ? 0 : 1;
    }

    private boolean affordable() {
        StudyPlan.Budget budget = context.plan().budget();
        double hours = rows.stream().mapToDouble(RunRow::hours).sum();
        long bytes = rows.stream().mapToLong(RunRow::bytes).sum();
        return rows.size() + openRuns < budget.runs().orElse(Integer.MAX_VALUE)
                && hours < budget.hours().orElse(Double.POSITIVE_INFINITY)
                && bytes < budget.bytes().orElse(Long.MAX_VALUE)
                && allowed.test(wanted.size());
    }

    private boolean hasRoom() {
        return openCandidates < context.plan().parallel()
                && members.size() < context.plan().candidates().orElse(Integer.MAX_VALUE)
                && affordable();
    }

    private final class Propositions {
        private final Sampler sampler = context.plan().samplerOf();
        private final Map<Map<String, String>, Candidate> made = new HashMap<>();
        private final Predicate<Candidate> open =
                DeadEnds.open(ledger, context.benchmark().record());

        boolean next() {
            Optional<Map<String, String>> point = sampler.next(history(), this::allowed);
            if (point.isEmpty()) {
                return false;
            }
            Numbered<Candidate> added = ledger.add(made.get(point.get()));
            members.put(added.key(), added.record());
            settle(); // another study may have measured it before
            return true;
        }

        private boolean allowed(Map<String, String> point) {
            Candidate candidate;
            try {
                candidate = context.vary(point, Author.rule("sampler"), time());
            } catch (IllegalArgumentException | FormatException e) {
                return false; // settings that do not go together
            }
            made.put(point, candidate);
            String key = candidate.key();
            return !members.containsKey(key)
                    && !key.equals(context.drawn().base())
                    && !isFloor(key)
                    && !elsewhere.contains(context.experiment(key, 0).hash())
                    && (context.plan().despite().isPresent() || open.test(candidate));
        }
    }

    private Instant time() {
        return rows.stream()
                .map(RunRow::ended)
                .max(Instant::compareTo)
                .orElse(context.study().record().time());
    }

    private List<Trial> history() {
        Map<String, Round> last = new HashMap<>();
        rounds.forEach(round ->
                last.merge(round.candidate(), round, (one, other) -> other.rung() >= one.rung() ? other : one));
        return members.entrySet().stream()
                .map(member -> {
                    Map<String, String> point = points.computeIfAbsent(
                            member.getKey(),
                            _ -> context.point(member.getValue()).orElse(Map.of()));
                    Round round = last.get(member.getKey());
                    return round == null
                            ? Trial.open(point)
                            : new Trial(point, round.rung(), OptionalDouble.of(round.gain()));
                })
                .toList();
    }
}
