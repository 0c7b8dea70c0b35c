package org.fovea.lab.exchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.codec.io.Utf8;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.node.NullNode;

/**
 * Reads what {@link LabExport} writes. Into an empty ledger it comes as it was; into another one it is merged: records
 * that are there are left as they are, the others keep their numbers where these are free. Records may come before
 * those that they refer to. Everything is imported, or nothing.
 */
public final class LabImport {
    private static final int MAX_WAITING = 100_000;
    private static final long MAX_WAITING_LETTERS = 256L << 20;

    /** Longest line of a record that is no list of pairs; a notebook's page of 50,000 words has room in it. */
    private static final int MAX_TEXT = 1 << 18;

    private static final Set<RecordKind> WITH_PAIRS = Set.of(RecordKind.RUN, RecordKind.STUDY, RecordKind.ROUND);

    private final Ledger ledger;
    private final BoundedLines lines;
    private final Set<String> there = new HashSet<>();
    /** By the key of the record that each waits for; from there it goes on to the next that is missing. */
    private final Map<String, List<Waiting>> waiting = new LinkedHashMap<>();

    private int waitingRecords;
    private long waitingLetters;
    private long added;
    private long known;

    private LabImport(Ledger ledger, BoundedLines lines) {
        this.ledger = ledger;
        this.lines = lines;
    }

    /** What came of an import. */
    public record Outcome(long added, long known) {}

    /** A record, the letters of its line, and its links to records that were not looked for yet. */
    private record Waiting(long line, int letters, LabExport.Line place, LabRecord record, Iterator<Link> links) {}

    /**
     * Imports an export.
     *
     * @param name of the file, for messages
     * @param from is not closed
     * @param acceptFloors whether another run may be the baseline of a benchmark afterwards: the author of the file
     *     decided that, and what its gates say was never looked at here
     * @throws LedgerException where it is damaged or refused, or would change a baseline that is not to be changed; the
     *     message says in which line, and nothing is imported
     */
    public static Outcome read(Ledger ledger, String name, InputStream from, boolean acceptFloors) throws IOException {
        BoundedLines lines = new BoundedLines(from);
        try {
            return ledger.transactionWith((inside, _) -> {
                try {
                    Map<String, Numbered<Run>> before = inside.floors();
                    Outcome outcome = new LabImport(inside, lines).all();
                    if (!acceptFloors) {
                        verifyFloors(inside, name, before);
                    }
                    return outcome;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (BadLine e) {
            throw new LedgerException(
                    name + ", line " + e.line + ": " + e.getMessage() + "; nothing was imported", e.getCause());
        }
    }

    private static void verifyFloors(Ledger ledger, String name, Map<String, Numbered<Run>> before) {
        Map<String, Numbered<Run>> after = ledger.floors();
        List<String> changes = new ArrayList<>();
        before.forEach((key, floor) -> {
            Numbered<Run> now = after.get(key);
            if (now == null || !now.key().equals(floor.key())) {
                changes.add(
                        ledger.find(Benchmark.class, key).orElseThrow().record().name() + ": " + shown(floor) + " → "
                                + (now == null ? "none" : shown(now)));
            }
        });
        if (!changes.isEmpty()) {
            throw new LedgerException(name + " would change floors (" + String.join("; ", changes)
                    + "), and their gates were never tried here; nothing was imported");
        }
    }

    private static String shown(Numbered<Run> run) {
        return String.format(
                Locale.ROOT, "%s with %.4f", run.label(), run.record().score());
    }

    /** A problem and where it is. */
    private static final class BadLine extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final long line;

        BadLine(long line, RuntimeException cause) {
            super(cause.getMessage(), cause);
            this.line = line;
        }
    }

    private Outcome all() throws IOException {
        long expected = header();
        long records = 0;
        for (Optional<String> text = next(); text.isPresent(); text = next()) {
            records++;
            line(text.get());
        }
        if (records != expected) {
            throw new BadLine(
                    lines.number(), new LedgerException("the text ends after " + records + " records of " + expected));
        }
        waiting.entrySet().stream().findFirst().ifPresent(first -> {
            String why = "it refers to " + first.getKey() + ", which is neither in the file nor in the ledger";
            throw new BadLine(first.getValue().getFirst().line(), new LedgerException(why));
        });
        return new Outcome(added, known);
    }

    private long header() throws IOException {
        Optional<String> text = next();
        try {
            return LabExport.Header.read(text.orElse("")).records();
        } catch (LedgerException e) {
            throw new BadLine(lines.number(), e);
        }
    }

    private Optional<String> next() throws IOException {
        try {
            return lines.next();
        } catch (LedgerException e) {
            throw new BadLine(lines.number(), e);
        }
    }

    private void line(String text) {
        try {
            LabExport.Line place = LabExport.Line.read(text);
            if (text.length() > MAX_TEXT && !WITH_PAIRS.contains(place.kind())) {
                throw new LedgerException(
                        "a " + place.kind() + " of " + text.length() + " letters; at most " + MAX_TEXT + " are taken");
            }
            LabRecord content = place.content();
            // Without the text's tree, which takes several times its room.
            LabExport.Line bare = new LabExport.Line(
                    place.kind(), place.key(), place.number(), place.moment(), NullNode.getInstance());
            take(new Waiting(
                    lines.number(),
                    text.length(),
                    bare,
                    content,
                    Link.of(content).iterator()));
        } catch (IllegalArgumentException | LedgerException e) {
            throw new BadLine(lines.number(), e);
        }
    }

    /** Adds a record and those that waited for it alone, or lets it wait. */
    private void take(Waiting first) {
        Deque<Waiting> released = new ArrayDeque<>(List.of(first));
        while (!released.isEmpty()) {
            Waiting record = released.remove();
            try {
                Optional<String> missing = missing(record);
                if (missing.isPresent()) {
                    count(List.of(record), 1);
                    waiting.computeIfAbsent(missing.get(), _ -> new ArrayList<>())
                            .add(record);
                    continue;
                }
                add(record);
                List<Waiting> dependants = waiting.getOrDefault(record.place().key(), List.of());
                count(dependants, -1);
                released.addAll(dependants);
                waiting.remove(record.place().key());
            } catch (IllegalArgumentException | LedgerException e) {
                throw new BadLine(record.line(), e);
            }
        }
    }

    private void count(List<Waiting> records, int sign) {
        for (Waiting record : records) {
            waitingRecords += sign;
            waitingLetters += (long) sign * record.letters();
        }
        if (waitingRecords > MAX_WAITING || waitingLetters > MAX_WAITING_LETTERS) {
            throw new LedgerException("more than " + MAX_WAITING + " records or " + MAX_WAITING_LETTERS
                    + " letters that refer to later ones");
        }
    }

    private Optional<String> missing(Waiting record) {
        while (record.links().hasNext()) {
            Link link = record.links().next();
            if (!there.contains(link.key()) && !ledger.has(link)) {
                return Optional.of(link.key());
            }
            there.add(link.key());
        }
        return Optional.empty();
    }

    private void add(Waiting record) {
        LabExport.Line place = record.place();
        boolean old = ledger.has(new Link(Optional.of(place.kind()), place.key()));
        known += old ? 1 : 0;
        added += old ? 0 : 1;
        if (!old) {
            ledger.merge(
                    record.record(),
                    place.number(),
                    place.moment().orElse(record.record().time()));
        }
        if (place.kind() != RecordKind.RUN) {
            there.add(place.key());
        }
    }

    /** Lines of a foreign text: each ends with a line feed, is UTF-8 and not too long. */
    private static final class BoundedLines {
        /** Longest line in bytes; a run with the results of 100,000 pairs is a third of it. */
        static final int MAX_BYTES = 16 << 20;

        private final InputStream in;
        private long number;

        BoundedLines(InputStream in) {
            this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16);
        }

        /** Number of the line that was read last, or is being read; from 1. */
        long number() {
            return number;
        }

        /**
         * The next line without its line feed; absent at the end.
         *
         * @throws LedgerException where it is none
         */
        Optional<String> next() throws IOException {
            number++;
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    if (line.size() > 0) {
                        throw new LedgerException("the text ends in the middle of a line");
                    }
                    return Optional.empty();
                }
                if (line.size() == MAX_BYTES) {
                    throw new LedgerException("a line of more than " + MAX_BYTES + " bytes");
                }
                line.write(next);
            }
            return Optional.of(
                    Utf8.text(line.toByteArray()).orElseThrow(() -> new LedgerException("a line that is not UTF-8")));
        }
    }
}
