package org.fovea.fleet.plan;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A clip of a fleet.
 *
 * @param id its name among the fleet's clips and that of its archive: letters, digits, dot, dash, underscore, at most 120, not beginning with a dot
 * @param uri a path, or an address with a scheme
 * @param columns what its list says about it besides
 */
public record FleetClip(String id, String uri, Map<String, String> columns) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}");

    /** @throws IllegalArgumentException where the id cannot be a file's name everywhere */
    public FleetClip {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'" + id
                            + "' cannot be a clip's id: letters, digits, '.', '-' and '_', at most 120, not beginning with '.'");
        }
        columns = Map.copyOf(columns);
    }
}
