package org.fovea.lab.folder;

import java.util.List;

/**
 * What programs may do in a lab. The lab enforces it.
 *
 * @param runs most runs that they may ask for, altogether
 * @param hours most hours of computing, altogether
 * @param fields settings that they may change, as in {@code masks.minimumRegion}; a name that ends in {@code .*} stands
 *     for all below it
 */
public record AgentLimits(int runs, double hours, List<String> fields) {
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

    public boolean allows(String field) {
        String plain = field.replaceAll("\\[\\d+\\]", "");
        return fields.stream()
                .anyMatch(allowed -> allowed.endsWith(".*")
                        ? plain.startsWith(allowed.substring(0, allowed.length() - 1))
                        : plain.equals(allowed));
    }
}
