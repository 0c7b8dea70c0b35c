package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Locale;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How records of the ledger, and what follows from them, stand in the files that scripts read: each component under its
 * name and in its place, constants as words, what is absent left out. The records of the lab are told here, since a
 * data file has fewer of their components than the ledger; what this package derives says it itself.
 */
public final class LedgerJson {
    /** Writes all data files. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .addModule(new SimpleModule("ledger").addSerializer(Enum.class, new Constant()))
            .addMixIn(Numbered.class, NumberedJson.class)
            .addMixIn(RunRow.class, RunRowJson.class)
            .addMixIn(Run.class, RunJson.class)
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

    /** A run or numbered record that another one only names: as people read it, R-0107. */
    public static final class Label extends ValueSerializer<Object> {
        @Override
        public void serialize(Object value, JsonGenerator out, SerializationContext context) {
            switch (value) {
                case RunRow run -> out.writeString(run.numberLabel());
                case Numbered<?> record -> out.writeString(record.label());
                default -> throw new IllegalArgumentException("no label of " + value.getClass());
            }
        }
    }

    /** A setting that differs, as files of charts have it: what other files call its name is {@code setting} there. */
    public static final class Change extends ValueSerializer<SettingChange> {
        @Override
        public void serialize(SettingChange change, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("setting", change.name());
            change.before().ifPresent(value -> out.writeStringProperty("before", value));
            change.after().ifPresent(value -> out.writeStringProperty("after", value));
            out.writeEndObject();
        }
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

    /** All that any file says of a run's figures; each says which of it. */
    @JsonIncludeProperties({
        "key",
        "name",
        "track",
        "family",
        "time",
        "score",
        "ruleFaithfulScore",
        "bytes",
        "payload",
        "segmentation",
        "pose",
        "verdict"
    })
    @JsonPropertyOrder({
        "key",
        "name",
        "track",
        "family",
        "time",
        "score",
        "ruleFaithfulScore",
        "bytes",
        "payload",
        "segmentation",
        "pose",
        "verdict"
    })
    private interface RunRowJson {
        @JsonProperty("time")
        Instant ended();
    }

    @JsonPropertyOrder({"candidate", "track", "family", "source", "device", "machine", "codeVersion", "frames"})
    @JsonIncludeProperties({"candidate", "track", "family", "source", "device", "machine", "codeVersion", "frames"})
    private interface RunJson {}

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
