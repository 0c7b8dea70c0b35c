package org.fovea.site.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Round;
import org.fovea.lab.store.Numbered;
import org.fovea.site.model.Snapshot;

/** Where runs are leaned on: found once for all pages. */
final class Citations {
    private final Map<String, List<Numbered<Round>>> rounds = new HashMap<>();
    private final Map<String, List<Numbered<DeadEnd>>> deadEnds = new HashMap<>();
    private final Map<String, List<Numbered<Judgement>>> judgements = new HashMap<>();

    Citations(Snapshot snapshot) {
        group(snapshot.all(Round.class), rounds, round -> List.of(round.floorRun()));
        group(snapshot.all(DeadEnd.class), deadEnds, DeadEnd::evidence);
        group(snapshot.all(Judgement.class), judgements, Judgement::evidence);
    }

    private static <T extends LabRecord> void group(
            List<Numbered<T>> records, Map<String, List<Numbered<T>>> groups, Function<T, List<String>> keys) {
        for (Numbered<T> record : records) {
            keys.apply(record.record()).stream()
                    .distinct()
                    .forEach(key ->
                            groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(record));
        }
    }

    /** Rounds in which this run was what others were held against. */
    List<Numbered<Round>> asYardstick(String run) {
        return rounds.getOrDefault(run, List.of());
    }

    /** Dead ends that name the run as evidence. */
    List<Numbered<DeadEnd>> deadEnds(String run) {
        return deadEnds.getOrDefault(run, List.of());
    }

    /** Judgements of other records that name the run as evidence. */
    List<Numbered<Judgement>> judgements(String run) {
        return judgements.getOrDefault(run, List.of()).stream()
                .filter(judgement -> !judgement.record().subject().equals(run))
                .toList();
    }
}
