package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How records of the ledger, and what follows from them, are written in the files that scripts read: constants as
 * words, absent values left out. Records of the lab are described here, since a data file has fewer of their components
 * than the ledger.
 */
public final class LedgerJson {
    /** Writes all data files. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addModule(new SimpleModule("ledger").addSerializer(Enum.class, new Constant()))
            .addMixIn(Numbered.class, NumberedJson.class)
            .addMixIn(Benchmark.class, BenchmarkJson.class)
            .addMixIn(Round.class, RoundJson.class)
            .addMixIn(GateResult.class, GateResultJson.class)
            .addMixIn(Note.class, NoteJson.class)
            .build();

    private LedgerJson() {}

    /** A constant's name as a word: ALL_PAIRS is "all pairs". */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * The fields of an object in a data file, in their order; absent values are left out.
     *
     * @param namesAndValues a name and its value in turn
     */
    public static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            String name = (String) namesAndValues[i];
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(present -> fields.put(name, present));
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    /** What every file that has them says of a run's figures. */
    public static Map<String, Object> figures(RunRow run) {
        return fields(
                "score", run.score(),
                "ruleFaithfulScore", run.ruleFaithfulScore(),
                "bytes", run.bytes(),
                "payload", run.payload(),
                "segmentation", run.segmentation(),
                "pose", run.pose());
    }

    /** As people read runs that another record only names: R-0107. */
    public static List<String> labels(List<RunRow> runs) {
        return runs.stream().map(RunRow::numberLabel).toList();
    }

    /** Settings that differ, as files of charts have them. */
    public static List<Map<String, Object>> changes(List<SettingChange> changes) {
        return changes.stream().map(LedgerJson::change).toList();
    }

    /** A setting that differs, as files of charts have it. */
    public static Map<String, Object> change(SettingChange change) {
        return fields("setting", change.name(), "before", change.before(), "after", change.after());
    }

    @SuppressWarnings("rawtypes") // whichever enum
    private static final class Constant extends ValueSerializer<Enum> {
        @Override
        public void serialize(Enum value, JsonGenerator out, SerializationContext context) {
            out.writeString(word(value));
        }
    }

    @JsonPropertyOrder({"label", "key"})
    @JsonIgnoreProperties("number")
    private interface NumberedJson {
        @JsonProperty
        String label();

        @JsonUnwrapped
        LabRecord record();
    }

    @JsonIgnoreProperties("time")
    private interface BenchmarkJson {}

    @JsonPropertyOrder({"gain", "low", "high", "level", "bar", "decision"})
    @JsonIncludeProperties({"gain", "low", "high", "level", "bar", "decision"})
    private interface RoundJson {}

    @JsonIgnoreProperties("run")
    private interface GateResultJson {}

    @JsonPropertyOrder({"time", "by", "title", "text"})
    @JsonIgnoreProperties("about")
    private interface NoteJson {}
}
