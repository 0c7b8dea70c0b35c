package org.fovea.site.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.Snapshot;

/** All decisions of a lab, newest first, and its dead ends. */
public final class Decisions {
    private final List<Decision> all;
    private final List<ClosedIdea> deadEnds;

    private Decisions(List<Decision> all, List<ClosedIdea> deadEnds) {
        this.all = all;
        this.deadEnds = deadEnds;
    }

    /** Those of a snapshot. */
    public static Decisions of(Snapshot snapshot, RecordLinks links) {
        History history = snapshot.history();
        Map<String, RunRow> floors = new HashMap<>();
        history.promotions()
                .forEach(promotion -> promotion
                        .floor()
                        .ifPresent(floor -> floors.put(promotion.judgement().key(), floor)));
        List<Decision> all = new ArrayList<>();
        for (Numbered<Judgement> judgement : history.judgements().reversed()) {
            all.add(new Decision(
                    judgement,
                    history.moment(judgement),
                    snapshot.benchmark(judgement.record().benchmark()),
                    Subject.of(snapshot, links, judgement.record()),
                    runs(snapshot, judgement.record().evidence()),
                    Optional.ofNullable(floors.get(judgement.key())),
                    history.stands(judgement),
                    voider(snapshot, judgement),
                    links.path(judgement.label()).orElseThrow()));
        }
        List<ClosedIdea> deadEnds = snapshot.all(DeadEnd.class).reversed().stream()
                .map(deadEnd -> new ClosedIdea(
                        deadEnd,
                        snapshot.benchmark(deadEnd.record().benchmark()),
                        runs(snapshot, deadEnd.record().evidence()),
                        snapshot.stands(deadEnd),
                        voider(snapshot, deadEnd)))
                .toList();
        return new Decisions(List.copyOf(all), deadEnds);
    }

    private static List<RunRow> runs(Snapshot snapshot, List<String> keys) {
        return keys.stream().flatMap(key -> snapshot.run(key).stream()).toList();
    }

    private static Optional<Numbered<Judgement>> voider(Snapshot snapshot, Numbered<?> record) {
        return snapshot.judgements(record.key()).stream()
                .filter(about -> about.record().verdict() == Verdict.REOPENED
                        || about.record().verdict() == Verdict.INVALIDATED)
                .filter(snapshot.history()::stands)
                .findFirst();
    }

    /** Newest first. */
    public List<Decision> all() {
        return all;
    }

    /** What does not help, newest first. */
    public List<ClosedIdea> deadEnds() {
        return deadEnds;
    }

    /** Promotions, newest first. */
    public List<Decision> promotions() {
        return all.stream().filter(Decision::promotion).toList();
    }

    /** How many there are of each verdict. */
    public Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        all.forEach(decision -> counts.merge(decision.verdict(), 1L, Long::sum));
        return counts;
    }
}
