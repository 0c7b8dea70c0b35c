package org.fovea.lab.record;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks and copies that several records share. */
final class Texts {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final int MAX_NAME = 80;
    private static final int MAX_TAGS = 16;

    private Texts() {}

    static void required(String what, String text) {
        if (text == null || text.isBlank()) {
            throw new RecordException("no " + what + " was given");
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

    /** A given name: one line of a list. */
    static void name(String name) {
        if (name.isBlank()
                || name.codePointCount(0, name.length()) > MAX_NAME
                || name.codePoints().anyMatch(Texts::breaksLines)) {
            throw new RecordException(
                    "a name has 1 to " + MAX_NAME + " characters in one line: " + name.length() + " were given");
        }
    }

    private static boolean breaksLines(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT; // could turn the direction of what follows
    }

    /** Tags, each once, sorted; none where an older record has no list of them. */
    static List<String> tags(Collection<String> tags) {
        if (tags == null) {
            return List.of();
        }
        for (String tag : tags) {
            if (tag == null || !tag.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,39}")) {
                throw new RecordException(
                        "a tag has 1 to 40 letters, digits, dots, hyphens and underscores, unlike '" + tag + "'");
            }
        }
        if (tags.size() > MAX_TAGS) {
            throw new RecordException(tags.size() + " tags; at most " + MAX_TAGS);
        }
        return tags.stream().distinct().sorted().toList();
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
