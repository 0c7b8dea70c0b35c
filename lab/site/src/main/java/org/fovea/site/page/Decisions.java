package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.store.History;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;

/**
 * All decisions of a lab, and its dead ends.
 *
 * @param all newest first
 * @param deadEnds what does not help, newest first
 */
public record Decisions(List<Decision> all, List<ClosedIdea> deadEnds) {
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
                    Subject.of(snapshot, links, judgement.record().subject())
                            .orElseGet(() -> Subject.unknown(judgement.record().subject())),
                    runs(snapshot, judgement.record().evidence()),
                    Optional.ofNullable(floors.get(judgement.key())),
                    history.stands(judgement),
                    snapshot.takenBackBy(judgement.key()).stream().findFirst(),
                    links.path(judgement.label()).orElseThrow()));
        }
        List<ClosedIdea> deadEnds = snapshot.all(DeadEnd.class).reversed().stream()
                .map(deadEnd -> new ClosedIdea(
                        deadEnd,
                        snapshot.benchmark(deadEnd.record().benchmark()),
                        runs(snapshot, deadEnd.record().evidence()),
                        snapshot.stands(deadEnd),
                        snapshot.takenBackBy(deadEnd.key()).stream().findFirst()))
                .toList();
        return new Decisions(List.copyOf(all), deadEnds);
    }

    private static List<RunRow> runs(Snapshot snapshot, List<String> keys) {
        return keys.stream().flatMap(key -> snapshot.run(key).stream()).toList();
    }

    /** Promotions, newest first. */
    public List<Decision> promotions() {
        return all.stream().filter(Decision::promotion).toList();
    }

    /**
     * A dead end with what it leans on.
     *
     * @param deadEnd itself
     * @param benchmark where it was tested
     * @param evidence runs that show it
     * @param stands whether it still closes anything
     * @param reopenedBy the judgement that reopened it
     */
    public record ClosedIdea(
            Numbered<DeadEnd> deadEnd,
            Numbered<Benchmark> benchmark,
            List<RunRow> evidence,
            boolean stands,
            Optional<Numbered<Judgement>> reopenedBy) {
        private static final String HASH = "[0-9a-f]{13,}";

        /**
         * Something that it was tested under.
         *
         * @param name in words
         * @param value as a person reads it; hashes are cut
         * @param full value
         */
        public record Condition(String name, String value, String full) {}

        @JsonValue
        Map<String, Object> json() {
            DeadEnd record = deadEnd.record();
            return LedgerJson.fields(
                    "label", deadEnd.label(),
                    "key", deadEnd.key(),
                    "time", record.time(),
                    "benchmark", benchmark.record().name(),
                    "family", record.family(),
                    "region", record.region(),
                    "mechanism", record.mechanism(),
                    "preconditions", record.preconditions(),
                    "evidence", LedgerJson.labels(evidence),
                    "numbers", record.numbers(),
                    "reopens", record.reopens(),
                    "by", record.by(),
                    "stands", stands,
                    "reopenedBy", reopenedBy.map(Numbered::label));
        }

        /** What is closed, in words: {@code renderer: renderer.channels = 16..}. */
        public String title() {
            Map<String, String> region = deadEnd.record().region();
            return deadEnd.record().family()
                    + (region.isEmpty()
                            ? ", all of it"
                            : region.entrySet().stream()
                                    .map(entry -> entry.getKey() + " = " + entry.getValue())
                                    .collect(Collectors.joining(", ", ": ", "")));
        }

        /** What it was tested under, for people. */
        public List<Condition> conditions() {
            return deadEnd.record().preconditions().entrySet().stream()
                    .map(entry -> new Condition(name(entry), shown(entry.getValue()), entry.getValue()))
                    .toList();
        }

        private static String name(Map.Entry<String, String> entry) {
            return switch (entry.getKey()) {
                case Precondition.CODE -> "code version";
                case Precondition.EVALUATORS -> "networks";
                case Precondition.SUBSET -> "pairs";
                case Precondition.BASE -> "varied candidate";
                default -> entry.getKey();
            };
        }

        private static String shown(String value) {
            return value.matches(HASH) ? Wording.shortHash(value) : value;
        }
    }
}
