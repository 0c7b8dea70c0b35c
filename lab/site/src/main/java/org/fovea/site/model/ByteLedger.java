package org.fovea.site.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Run;

/**
 * What a run's bytes are spent on.
 *
 * @param parts sections of the archive, the largest first; and payload outside it where there is any
 * @param payload bytes that inflating needs outside it; absent where the ledger does not say
 */
public record ByteLedger(List<Part> parts, Optional<Long> payload) {
    /** What payload outside the archive is called. */
    public static final String PAYLOAD = "payload outside the archive";

    /**
     * Some of the bytes.
     *
     * @param name of the section
     * @param bytes of it
     * @param share of all parts, 0..1
     * @param points of the score that they cost
     * @param charged whether they count under {@code current_workflow}; payload outside counts under
     *     {@code rule_faithful} alone
     */
    public record Part(String name, long bytes, double share, double points, boolean charged) {}

    public static ByteLedger of(Run run) {
        List<Map.Entry<String, Long>> sections = run.sections().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        long outside = run.bytes().payload().orElse(0L);
        double all = run.bytes().archive() + outside;
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, Long> section : sections) {
            parts.add(part(section.getKey(), section.getValue(), all, run, true));
        }
        if (outside > 0) {
            parts.add(part(PAYLOAD, outside, all, run, false));
        }
        return new ByteLedger(parts, run.bytes().payload());
    }

    private static Part part(String name, long bytes, double all, Run run, boolean charged) {
        return new Part(name, bytes, bytes / all, run.rateTerm(bytes), charged);
    }
}
