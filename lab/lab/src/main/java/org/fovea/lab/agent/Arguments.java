package org.fovea.lab.agent;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.store.LedgerException;

/** Arguments of a call, read by type. The server has checked them against the tool's {@link Schema} before. */
final class Arguments {
    private final Map<String, Object> values;

    Arguments(Map<String, Object> values) {
        this.values = values;
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    Optional<String> text(String name) {
        return value(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new LedgerException(name + " is missing; give it"));
    }

    boolean yes(String name) {
        return value(name, Boolean.class).orElse(false);
    }

    Optional<Double> number(String name) {
        return value(name, Number.class).map(Number::doubleValue);
    }

    Optional<Long> whole(String name) {
        return value(name, Number.class).map(number -> whole(name, number));
    }

    List<Integer> wholes(String name) {
        return list(name).stream()
                .map(number -> Math.toIntExact(whole(name, (Number) number)))
                .toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    /** From names to values as they would be written after {@code =} at a terminal. */
    Map<String, String> map(String name) {
        Map<String, String> all = new TreeMap<>();
        object(name).values.forEach((key, value) -> all.put(key, plain(value)));
        return all;
    }

    Arguments object(String name) {
        Map<String, Object> inner = new TreeMap<>();
        value(name, Map.class)
                .ifPresent(map -> ((Map<?, ?>) map).forEach((key, value) -> inner.put((String) key, value)));
        return new Arguments(inner);
    }

    /** A program that has 6 may send 6.0. */
    private static String plain(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        }
        return String.valueOf(value);
    }

    private static long whole(String name, Number number) {
        if (Math.abs(number.doubleValue()) > 1e15) {
            throw new LedgerException(name + ": " + number + " is not a whole number");
        }
        return number.longValue();
    }

    private List<?> list(String name) {
        return value(name, List.class).orElse(List.of());
    }

    private <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).map(type::cast);
    }
}
