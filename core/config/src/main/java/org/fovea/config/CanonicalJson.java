package org.fovea.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.fovea.codec.io.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in which the same record always has the same bytes: UTF-8, no spaces, keys in alphabetical order, absent values
 * left out, numbers in the shortest form that reads back as the same {@code double}, times in ISO 8601.
 */
public final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_ABSENT)
                    .withContentInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    /** For what others wrote: of a field that is there twice, two readers may believe different ones. */
    private static final JsonMapper ONCE = MAPPER.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ClassValue<List<RecordComponent>> PARTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(part -> !part.getType().isPrimitive())
                    .peek(part -> part.getAccessor().setAccessible(true))
                    .toList();
        }
    };

    private CanonicalJson() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** A value's canonical JSON as a tree, to be part of a document. */
    public static JsonNode tree(Object value) {
        return MAPPER.readTree(write(value));
    }

    public static String hash(Object value) {
        return Sha256.of(write(value).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException where it is none of this type; the message is for the user
     */
    public static <T> T read(String json, Class<T> type) {
        return reading(type, () -> MAPPER.readValue(json, type));
    }

    /**
     * Reads a value from another source, in which no field may be named twice.
     *
     * @throws IllegalArgumentException as above
     */
    public static <T> T readOnce(String json, Class<T> type) {
        return reading(type, () -> ONCE.readValue(json, type));
    }

    /**
     * Reads a value that is a part of something that was read already.
     *
     * @throws IllegalArgumentException as above
     */
    public static <T> T read(JsonNode json, Class<T> type) {
        return reading(type, () -> MAPPER.treeToValue(json, type));
    }

    private static <T> T reading(Class<T> type, Supplier<T> work) {
        try {
            T value = work.get();
            if (value == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + ": nothing");
            }
            verifyComplete(value);
            return value;
        } catch (JacksonException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : e;
            String message = cause == e ? e.getOriginalMessage() : cause.getMessage();
            throw new IllegalArgumentException(
                    "no " + type.getSimpleName() + ": "
                            + message.lines().findFirst().orElse(""),
                    e);
        }
    }

    /** Refuses a record that lacks a part: Jackson reads it as null, which no constructor should have to think of. */
    private static void verifyComplete(Object value) {
        if (value instanceof Record record) {
            for (RecordComponent part : PARTS.get(value.getClass())) {
                Object found = RecordBuilder.value(part, record);
                if (found == null) {
                    throw new IllegalArgumentException(part.getName() + " is missing");
                }
                verifyComplete(found);
            }
        } else if (value instanceof Iterable<?> all && !(value instanceof JsonNode)) {
            all.forEach(CanonicalJson::verifyComplete);
        }
    }
}
