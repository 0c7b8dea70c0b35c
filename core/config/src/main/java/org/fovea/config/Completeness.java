package org.fovea.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a record that was read from a text has all its parts. Jackson reads a missing one as null, which no
 * constructor should have to think of.
 */
public final class Completeness {
    private static final ClassValue<List<RecordComponent>> PARTS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(part -> !part.getType().isPrimitive())
                    .peek(part -> part.getAccessor().setAccessible(true))
                    .toList();
        }
    };

    private Completeness() {}

    /**
     * Checks a value and all that is in it.
     *
     * @throws IllegalArgumentException where a part is missing
     */
    public static void check(Object value) {
        if (value instanceof Record) {
            for (RecordComponent part : PARTS.get(value.getClass())) {
                check(part(value, part));
            }
        } else if (value instanceof Iterable<?> all && !(value instanceof tools.jackson.databind.JsonNode)) {
            all.forEach(Completeness::check);
        }
    }

    private static Object part(Object value, RecordComponent part) {
        try {
            Object found = part.getAccessor().invoke(value);
            if (found == null) {
                throw new IllegalArgumentException(part.getName() + " is missing");
            }
            return found;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
