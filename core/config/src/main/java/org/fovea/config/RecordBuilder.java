package org.fovea.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Builders of records with many components. A builder is an interface with a method for each component that it sets,
 * which takes the value and returns the builder, and a method {@code build} that returns the record. Components that
 * are not set are absent, empty, 0 or false; those of other types must be set.
 */
public final class RecordBuilder {
    private static final Map<Class<?>, Object> UNSET = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty(),
            List.class, List.of(),
            Map.class, Map.of(),
            int.class, 0,
            long.class, 0L,
            double.class, 0.0,
            boolean.class, false);

    private RecordBuilder() {}

    public static <B> B of(Class<B> builder) {
        return of(builder, new HashMap<>());
    }

    /** A builder that begins with the components of a record. */
    public static <B> B of(Class<B> builder, Record from) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (RecordComponent component : from.getClass().getRecordComponents()) {
            values.put(component.getName(), value(component, from));
        }
        return of(builder, values);
    }

    private static <B> B of(Class<B> builder, Map<String, @Nullable Object> values) {
        return builder.cast(Proxy.newProxyInstance(
                builder.getClassLoader(), new Class<?>[] {builder}, (self, method, arguments) -> {
                    if (arguments == null) {
                        return build(method.getReturnType(), values);
                    }
                    values.put(method.getName(), arguments[0]);
                    return self;
                }));
    }

    private static Object build(Class<?> type, Map<String, @Nullable Object> values) {
        @Nullable
        Object[] arguments = Arrays.stream(type.getRecordComponents())
                .map(component -> values.getOrDefault(component.getName(), UNSET.get(component.getType())))
                .toArray();
        return make(type, arguments);
    }

    /** What a component of a record is. */
    static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record of these components; what its constructor refuses is thrown. */
    static <R> R make(Class<R> type, @Nullable Object[] arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
