package org.fovea.lab.exchange;

import java.time.Instant;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import tools.jackson.databind.JsonNode;

/**
 * A record as a line of an export.
 *
 * @param kind of the record
 * @param key of the record
 * @param number in the ledger that it comes from
 * @param moment of a judgement that stands elsewhere than its time says
 * @param record itself
 */
record ExportLine(RecordKind kind, String key, long number, Optional<Instant> moment, JsonNode record) {
    static String write(Numbered<?> numbered, Optional<Instant> moment) {
        String place =
                moment.map(time -> ",\"moment\":" + CanonicalJson.write(time)).orElse("");
        return "{\"kind\":\"" + numbered.kind() + "\",\"key\":\"" + numbered.key() + "\",\"number\":"
                + numbered.number() + place + ",\"record\":" + CanonicalJson.write(numbered.record()) + "}";
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException where it is none, or names a field twice
     */
    static ExportLine read(String json) {
        return CanonicalJson.readOnce(json, ExportLine.class);
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
