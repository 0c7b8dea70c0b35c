package org.fovea.lab.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Reads and writes the rows of records. */
final class RecordRows {
    private static final String DETAIL = "run_detail";

    private RecordRows() {}

    static <T extends LabRecord> Optional<Numbered<T>> find(Handle handle, Class<T> type, String key) {
        return select(handle, type, "t.key = :key", "")
                .bind("key", key)
                .map(mapper(type))
                .findOne();
    }

    static <T extends LabRecord> Optional<Numbered<T>> find(Handle handle, Class<T> type, long number) {
        return select(handle, type, "t.number = :number", "")
                .bind("number", number)
                .map(mapper(type))
                .findOne();
    }

    static <T extends LabRecord> List<Numbered<T>> all(Handle handle, Class<T> type) {
        return select(handle, type, "1 = 1", "").map(mapper(type)).list();
    }

    /** A statement that reads records, in the order of their numbers. */
    static <T extends LabRecord> Query select(Handle handle, Class<T> type, String where, String join) {
        String table = Tables.of(RecordKind.of(type));
        String columns = type == Run.class ? "d.document, d.pairs" : "t.document";
        String detail = type == Run.class ? " JOIN " + DETAIL + " d ON d.run = t.number" : "";
        return handle.createQuery("SELECT t.number, t.key, " + columns + " FROM " + table + " t" + detail + " " + join
                + " WHERE " + where + " ORDER BY t.number");
    }

    static <T extends LabRecord> RowMapper<Numbered<T>> mapper(Class<T> type) {
        return (row, _) -> new Numbered<>(row.getLong("number"), row.getString("key"), record(row, type));
    }

    private static <T extends LabRecord> T record(ResultSet row, Class<T> type) throws SQLException {
        T record;
        try {
            record = CanonicalJson.read(row.getString("document"), type);
        } catch (IllegalArgumentException e) {
            throw new LedgerException(
                    RecordKind.of(type).label(row.getLong("number")) + " cannot be read: " + e.getMessage(), e);
        }
        if (record instanceof Run run) {
            byte[] pairs = row.getBytes("pairs");
            return pairs == null ? record : type.cast(run.withPairs(PairBlob.read(pairs, run.subset())));
        }
        return record;
    }

    /** Adds a row; the caller has looked whether its key and number are free. */
    static void insert(Handle handle, LabRecord record, long number, String key, Map<String, Object> columns) {
        String document = document(record instanceof Run run ? run.withPairs(List.of()) : record);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("key", key);
        row.put("recorded", record.time().toEpochMilli());
        row.putAll(columns);
        if (!(record instanceof Run run)) {
            row.put("document", document);
            insert(handle, Tables.of(record.kind()), row);
            return;
        }
        insert(handle, Tables.of(RecordKind.RUN), row);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("run", number);
        detail.put("document", document);
        if (!run.pairs().isEmpty()) {
            detail.put("pairs", PairBlob.write(run.pairs()));
        }
        insert(handle, DETAIL, detail);
    }

    static void insert(Handle handle, String table, Map<String, Object> row) {
        handle.createUpdate("INSERT INTO " + table + " (" + String.join(", ", row.keySet()) + ") VALUES (:"
                        + String.join(", :", row.keySet()) + ")")
                .bindMap(row)
                .execute();
    }

    /** The document of a record that will read back as the same record. */
    private static String document(LabRecord record) {
        String document = CanonicalJson.write(record);
        boolean same;
        try {
            same = StandardCharsets.UTF_8.newEncoder().canEncode(document)
                    && CanonicalJson.write(CanonicalJson.read(document, record.getClass()))
                            .equals(document);
        } catch (IllegalArgumentException e) {
            throw new LedgerException(
                    "a " + Tables.words(record.kind()) + " that cannot be read back: " + e.getMessage(), e);
        }
        if (!same) {
            throw new LedgerException("a " + Tables.words(record.kind())
                    + " that would read back as another one; use numbers and texts that JSON has");
        }
        return document;
    }

    /**
     * What was lost on each pair, as bytes: a byte 1, then for each pair of the subset its two distortions as
     * big-endian doubles.
     */
    private static final class PairBlob {
        private static final byte VERSION = 1;

        private PairBlob() {}

        static byte[] write(List<PairDistortion> pairs) {
            ByteBuffer out =
                    ByteBuffer.allocate(1 + pairs.size() * 2 * Double.BYTES).put(VERSION);
            for (PairDistortion pair : pairs) {
                out.putDouble(pair.segmentation()).putDouble(pair.pose());
            }
            return out.array();
        }

        static List<PairDistortion> read(byte[] bytes, Subset subset) {
            if (bytes.length != 1 + subset.size() * 2 * Double.BYTES || bytes[0] != VERSION) {
                throw new LedgerException(
                        "results of the pairs " + subset + " cannot be in " + bytes.length + " bytes");
            }
            ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
            List<PairDistortion> pairs = new ArrayList<>(subset.size());
            for (int pair : subset.pairs()) {
                pairs.add(new PairDistortion(pair, in.getDouble(), in.getDouble()));
            }
            return pairs;
        }
    }
}
