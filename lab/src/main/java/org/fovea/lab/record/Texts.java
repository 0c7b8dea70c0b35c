package org.fovea.lab.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Checks and copies that several records share. */
final class Texts {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Texts() {}

    static void required(String what, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("no " + what);
        }
    }

    static void key(String what, String key) {
        if (key == null || !key.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(what + " is not named by a SHA-256: " + key);
        }
    }

    static void keys(String what, Collection<String> keys) {
        keys.forEach(key -> key(what, key));
    }

    static Instant time(Instant time) {
        if (time == null) {
            throw new IllegalArgumentException("no time");
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new IllegalArgumentException("time " + time + " is not in the years 1970 to 9999");
        }
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    static <V> Map<String, V> sorted(Map<String, V> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
