package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;

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

    /** Settings that are closed: {@code renderer.channels = 16..}; empty for the whole family. */
    public String region() {
        return deadEnd.record().region().entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What is closed, in words. */
    public String title() {
        String region = region();
        return deadEnd.record().family() + (region.isEmpty() ? ", all of it" : ": " + region);
    }

    /** What it was tested under. */
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
