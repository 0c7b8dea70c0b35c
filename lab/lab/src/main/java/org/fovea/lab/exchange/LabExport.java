package org.fovea.lab.exchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.JsonNode;

/**
 * All that a lab remembers as JSON Lines, which {@link LabImport} reads. UTF-8, one record in each line, kinds in the
 * order of {@link RecordKind}, then by number; the same ledger always gives the same bytes. The first line is
 * {@code {"format":"fovea-lab","records":N,"version":1}}; each of the N others
 *
 * <pre>{"kind":"RUN","key":"…","number":107,"record":{…}}</pre>
 *
 * <p>where the record is its canonical JSON, runs with their pairs. Between the number and the record of a judgement
 * stands {@code "moment":"…"} where its place among the judgements is another one than its time says; see
 * {@link Ledger}.
 */
public final class LabExport {
    private final Ledger ledger;
    private final Map<Long, Instant> moments;
    private final BufferedWriter out;

    private LabExport(Ledger ledger, BufferedWriter out) {
        this.ledger = ledger;
        this.moments = ledger.moments();
        this.out = out;
    }

    /**
     * Writes a ledger. Other writers wait meanwhile.
     *
     * @param to is not closed
     * @return how many records
     */
    public static long write(Ledger ledger, OutputStream to) throws IOException {
        try {
            return ledger.transactionWith((inside, _) -> {
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
                try {
                    long records = new LabExport(inside, out).all();
                    out.flush();
                    return records;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long all() throws IOException {
        long records = ledger.count();
        line(Header.write(records));
        for (RecordKind kind : RecordKind.values()) {
            if (kind == RecordKind.RUN) {
                runs();
            } else {
                kind(kind.type());
            }
        }
        return records;
    }

    private <T extends LabRecord> void kind(Class<T> type) throws IOException {
        List<Numbered<T>> all = ledger.all(type);
        for (Numbered<T> record : all) {
            Optional<Instant> moment = record.kind() == RecordKind.JUDGEMENT
                    ? Optional.ofNullable(moments.get(record.number()))
                    : Optional.empty();
            line(Line.write(record, moment));
        }
    }

    /** One after the other: a hundred thousand with their pairs would not fit into memory. */
    private void runs() throws IOException {
        for (RunRow row : ledger.runs(RunQuery.all())) {
            line(Line.write(ledger.find(Run.class, row.number()).orElseThrow(), Optional.empty()));
        }
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    /**
     * First line of an export.
     *
     * @param records how many lines follow
     */
    record Header(String format, long records, int version) {
        static final String FORMAT = "fovea-lab";
        static final int VERSION = 1;
        private static final String NONE = "not an export of a lab; its first line names the format " + FORMAT;

        static String write(long records) {
            return CanonicalJson.write(new Header(FORMAT, records, VERSION));
        }

        /**
         * Reads the first line.
         *
         * @throws LedgerException where it is none, or of another format or version
         */
        static Header read(String json) {
            Header header;
            try {
                header = CanonicalJson.read(json, Header.class);
            } catch (IllegalArgumentException e) {
                throw new LedgerException(NONE, e);
            }
            if (!FORMAT.equals(header.format)) {
                throw new LedgerException(NONE);
            }
            if (header.version != VERSION) {
                throw new LedgerException("an export of version " + header.version + ", but this Fovea reads version "
                        + VERSION + "; use the Fovea that wrote it");
            }
            return header;
        }
    }

    /**
     * A record as a line of an export.
     *
     * @param number in the ledger that it comes from
     * @param moment of a judgement that stands elsewhere than its time says
     */
    record Line(RecordKind kind, String key, long number, Optional<Instant> moment, JsonNode record) {
        static String write(Numbered<?> numbered, Optional<Instant> moment) {
            String place = moment.map(time -> ",\"moment\":" + CanonicalJson.write(time))
                    .orElse("");
            return "{\"kind\":\"" + numbered.kind() + "\",\"key\":\"" + numbered.key() + "\",\"number\":"
                    + numbered.number() + place + ",\"record\":" + CanonicalJson.write(numbered.record()) + "}";
        }

        /**
         * Reads a line.
         *
         * @throws IllegalArgumentException where it is none, or names a field twice
         */
        static Line read(String json) {
            return CanonicalJson.readOnce(json, Line.class);
        }

        /**
         * The record.
         *
         * @throws IllegalArgumentException where it is none of this kind
         * @throws LedgerException where it is another one than the key names
         */
        LabRecord content() {
            LabRecord content = CanonicalJson.read(record, kind.type());
            if (!content.key().equals(key)) {
                throw new LedgerException("the record is not the one that its key names, " + key);
            }
            return content;
        }
    }
}
