package org.fovea.lab.folder;

import java.util.List;
import java.util.Set;

/**
 * What programs may do in a lab. The lab enforces it.
 *
 * @param runs most runs that they may ask for, altogether
 * @param hours most hours of computing, altogether
 * @param fields settings that they may change, as in {@code masks.minimumRegion}; a name that ends in {@code .*} stands
 *     for all below it but {@code stream.encoder}, which may be a program of this machine, and {@code stream.options},
 *     which are words for it: these count only where they are named
 */
public record AgentLimits(int runs, double hours, List<String> fields) {
    private static final Set<String> ONLY_BY_NAME = Set.of("stream.encoder", "stream.options");

    /** Copies. */
    public AgentLimits {
        fields = List.copyOf(fields);
        if (runs < 0 || !(hours >= 0)) {
            throw new IllegalArgumentException("limits of " + runs + " runs and " + hours + " hours");
        }
    }

    /** Enough for an evening. */
    public static AgentLimits usual() {
        return new AgentLimits(
                50, 8, List.of("renderer.*", "masks.*", "quantise.*", "poses.*", "corrections.*", "stream.*"));
    }

    /** Whether a setting may be changed. */
    public boolean allows(String field) {
        String plain = field.replaceAll("\\[\\d+\\]", "");
        boolean onlyByName = ONLY_BY_NAME.stream().anyMatch(each -> plain.equals(each) || plain.startsWith(each + "."));
        return fields.stream()
                .anyMatch(allowed -> allowed.endsWith(".*") && !onlyByName
                        ? plain.startsWith(allowed.substring(0, allowed.length() - 1))
                        : plain.equals(allowed));
    }
}
