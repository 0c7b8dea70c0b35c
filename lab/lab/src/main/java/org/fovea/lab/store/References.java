package org.fovea.lab.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fovea.lab.record.RecordKind;
import org.jdbi.v3.core.Handle;

/** Finds the record that a person means. */
final class References {
    private static final Pattern NUMBER = Pattern.compile("([A-Za-z])-?(\\d{1,9})");
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F]{6,64}");
    private static final int SHOWN = 5;

    private References() {}

    private record Place(RecordKind kind, long number) {
        String label() {
            return kind.label(number);
        }
    }

    static Numbered<?> resolve(Handle handle, String reference, Optional<RecordKind> wanted) {
        String text = reference.strip();
        Set<Place> all = new LinkedHashSet<>();
        byNumber(handle, text, all);
        byName(handle, text, all);
        if (KEY.matcher(text).matches()) {
            byKey(handle, text.toLowerCase(Locale.ROOT), all);
        }
        List<Place> fitting = all.stream()
                .filter(place -> wanted.isEmpty() || place.kind() == wanted.get())
                .toList();
        if (fitting.size() == 1) {
            Place place = fitting.getFirst();
            return RecordRows.find(handle, place.kind().type(), place.number()).orElseThrow();
        }
        throw new LedgerException(fitting.isEmpty() ? none(text, wanted, all) : several(text, fitting));
    }

    private static void byNumber(Handle handle, String text, Set<Place> out) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return;
        }
        String letter = matcher.group(1).toUpperCase(Locale.ROOT);
        long number = Long.parseLong(matcher.group(2));
        for (RecordKind kind : RecordKind.values()) {
            if (kind.letter().equals(letter)) {
                add(handle, kind, "number = :value", number, out);
            }
        }
    }

    private static void byName(Handle handle, String text, Set<Place> out) {
        for (RecordKind kind : List.of(RecordKind.BENCHMARK, RecordKind.STUDY, RecordKind.RUN, RecordKind.CANDIDATE)) {
            add(handle, kind, "name = :value", text, out);
        }
    }

    private static void byKey(Handle handle, String digits, Set<Place> out) {
        for (RecordKind kind : RecordKind.values()) {
            String condition = "key >= :value AND key < :value || 'g'";
            add(handle, kind, condition, digits, out);
        }
    }

    private static void add(Handle handle, RecordKind kind, String condition, Object value, Set<Place> out) {
        handle.createQuery("SELECT number FROM " + Tables.of(kind) + " WHERE " + condition + " ORDER BY number LIMIT "
                        + (SHOWN + 1))
                .bind("value", value)
                .mapTo(Long.class)
                .forEach(number -> out.add(new Place(kind, number)));
    }

    private static String none(String text, Optional<RecordKind> wanted, Set<Place> others) {
        if (others.isEmpty()) {
            String example = new Place(wanted.orElse(RecordKind.RUN), 107).label();
            return "the ledger has no " + wanted.map(Tables::words).orElse("record") + " '" + text
                    + "'; give a number such as " + example + ", 6 or more digits of a key, or a name";
        }
        Place other = others.iterator().next();
        return "'" + text + "' is " + other.label() + ", a " + Tables.words(other.kind()) + "; give a "
                + Tables.words(wanted.orElseThrow());
    }

    private static String several(String text, List<Place> fitting) {
        List<String> labels =
                new ArrayList<>(fitting.stream().limit(SHOWN).map(Place::label).toList());
        if (fitting.size() > SHOWN) {
            labels.add("more");
        }
        return "'" + text + "' could be " + labels.stream().collect(Collectors.joining(", ")) + "; give one of these";
    }
}
