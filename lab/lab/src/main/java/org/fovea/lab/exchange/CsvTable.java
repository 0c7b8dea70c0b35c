package org.fovea.lab.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.fovea.codec.io.Utf8;
import org.fovea.lab.store.LedgerException;

/** A foreign CSV with a header, RFC 4180 in UTF-8. */
final class CsvTable {
    private static final int MAX_BYTES = 64 << 20;

    private final String name;
    private final List<String> header;
    private final List<Row> rows;

    private CsvTable(String name, List<String> header, List<Row> rows) {
        this.name = name;
        this.header = header;
        this.rows = rows;
    }

    /**
     * Reads a table.
     *
     * @param name for messages
     * @throws LedgerException where it is none
     */
    static CsvTable read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new LedgerException(name + ": more than " + MAX_BYTES + " bytes; import it in parts");
        }
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text(name, bytes)), format)) {
            if (parser.getHeaderNames().isEmpty()) {
                throw new LedgerException(name + ": not a CSV with a header: nothing is in it");
            }
            List<Row> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (!record.isConsistent()) {
                    throw new LedgerException(name + ", line " + line + ": " + record.size() + " values under "
                            + parser.getHeaderNames().size() + " columns");
                }
                rows.add(new Row(name, line, record.toMap()));
            }
            return new CsvTable(name, parser.getHeaderNames(), rows);
        } catch (IllegalArgumentException | UncheckedIOException | IOException e) {
            throw new LedgerException(name + ": not a CSV with a header: " + e.getMessage(), e);
        }
    }

    private static String text(String name, byte[] bytes) {
        String text = Utf8.text(bytes).orElseThrow(() -> new LedgerException(name + ": not UTF-8; convert it"));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * Checks that its columns are these.
     *
     * @throws LedgerException where one is missing or would not be read
     */
    void checkColumns(Collection<String> wanted) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        header.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new LedgerException(name + ": no column " + String.join(", ", missing)
                    + ", which the mapping names; it has " + String.join(", ", header));
        }
        Set<String> unread = new LinkedHashSet<>(header);
        unread.removeAll(new HashSet<>(wanted));
        if (!unread.isEmpty()) {
            throw new LedgerException(name + ": the mapping says nothing of the columns " + String.join(", ", unread)
                    + "; name them in it, perhaps under 'ignored'");
        }
    }

    List<Row> rows() {
        return rows;
    }

    /** A line of the table. */
    record Row(String table, long line, Map<String, String> values) {
        /** A value; absent where there is none. */
        Optional<String> optional(String column) {
            return Optional.ofNullable(values.get(column)).map(String::strip).filter(text -> !text.isEmpty());
        }

        String text(String column) {
            return optional(column).orElseThrow(() -> wrong(column, "nothing; a value is needed"));
        }

        long whole(String column) {
            String text = text(column);
            if (!text.matches("[0-9]{1,18}")) {
                throw wrong(column, "'" + text + "' is not a whole number");
            }
            return Long.parseLong(text);
        }

        double number(String column) {
            String text = text(column);
            if (!text.matches("[0-9]{1,20}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")) {
                throw wrong(column, "'" + text + "' is not a number");
            }
            return Double.parseDouble(text);
        }

        Instant time(String column) {
            String text = text(column);
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw wrong(column, "'" + text + "' is not a time such as 2026-04-04T16:19:02Z");
            }
        }

        LedgerException wrong(String column, String why) {
            String shown = why.length() <= 200 ? why : why.substring(0, 200) + "…";
            return new LedgerException(table + ", line " + line + ", column " + column + ": " + shown);
        }
    }
}
