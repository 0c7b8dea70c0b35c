package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.LedgerJson;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A dead end with what it leans on.
 *
 * @param deadEnd itself
 * @param benchmark where it was tested
 * @param evidence runs that show it
 * @param stands whether it still closes anything
 * @param reopenedBy the judgement that reopened it
 */
@JsonPropertyOrder({
    "label",
    "key",
    "time",
    "benchmark",
    "family",
    "region",
    "mechanism",
    "preconditions",
    "evidence",
    "numbers",
    "reopens",
    "by",
    "stands",
    "reopenedBy"
})
public record ClosedIdea(
        @JsonIgnore Numbered<DeadEnd> deadEnd,
        @JsonIgnore Numbered<Benchmark> benchmark,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
        List<RunRow> evidence,

        boolean stands,

        @JsonSerialize(contentUsing = LedgerJson.Label.class)
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

    /** As people read it: D-0002. */
    @JsonProperty
    public String label() {
        return deadEnd.label();
    }

    /** Key of the record, everywhere. */
    @JsonProperty
    public String key() {
        return deadEnd.key();
    }

    /** When it was written down. */
    @JsonProperty
    public Instant time() {
        return deadEnd.record().time();
    }

    /** Name of its benchmark. */
    @JsonProperty("benchmark")
    public String benchmarkName() {
        return benchmark.record().name();
    }

    /** Part of the codec. */
    @JsonProperty
    public String family() {
        return deadEnd.record().family();
    }

    /** Settings that are closed, by path; empty for the whole family. */
    @JsonProperty
    public Map<String, String> region() {
        return deadEnd.record().region();
    }

    /** Why it does not help. */
    @JsonProperty
    public String mechanism() {
        return deadEnd.record().mechanism();
    }

    /** What it was tested under. */
    @JsonProperty
    public Map<String, String> preconditions() {
        return deadEnd.record().preconditions();
    }

    /** What was measured, in words. */
    @JsonProperty
    public String numbers() {
        return deadEnd.record().numbers();
    }

    /** What would reopen it. */
    @JsonProperty
    public String reopens() {
        return deadEnd.record().reopens();
    }

    /** Who wrote it down. */
    @JsonProperty
    public Author by() {
        return deadEnd.record().by();
    }

    /** Settings that are closed, in words: {@code renderer.channels = 16..}; empty for the whole family. */
    private String settings() {
        return region().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What is closed, in words. */
    public String title() {
        return family() + (region().isEmpty() ? ", all of it" : ": " + settings());
    }

    /** What it was tested under, for people. */
    public List<Condition> conditions() {
        return preconditions().entrySet().stream()
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
