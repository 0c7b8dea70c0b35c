package org.fovea.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a record of settings from YAML: its components are the keys, and what is not there is as in a record of
 * defaults. Components may be numbers, booleans, words, enums (in lower case), further records, lists and optionals of
 * these. Ranges are the record's own business: what its constructor refuses is reported with the line.
 */
public final class SettingsReader {
    private SettingsReader() {}

    /**
     * Reads settings.
     *
     * @param node a map, or nothing
     * @throws org.fovea.codec.FormatException where a key is unknown or a value impossible; names key and line
     */
    public static <S extends Record> S read(YamlNode node, S defaults) {
        if (node.isText() && ((String) node.value()).isEmpty()) {
            return defaults;
        }
        YamlMap map = new YamlMap(node);
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object usual = RecordBuilder.value(components[i], defaults);
            Type type = components[i].getGenericType();
            values[i] = map.optional(components[i].getName())
                    .map(found -> value(found, type, usual))
                    .orElse(usual);
        }
        map.finish();
        try {
            @SuppressWarnings("unchecked") // the class of a value of type S
            Class<S> type = (Class<S>) defaults.getClass();
            return RecordBuilder.make(type, values);
        } catch (IllegalArgumentException refused) {
            throw node.wrong(refused.getMessage(), "correct it");
        }
    }

    private static Object value(YamlNode node, Type type, Object usual) {
        if (type == int.class || type == Integer.class) {
            return (int) whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return YamlMap.number(node);
        }
        if (type == boolean.class || type == Boolean.class) {
            return YamlMap.choice(node, new Boolean[] {true, false}, String::valueOf);
        }
        if (type == String.class) {
            return node.text("a word");
        }
        if (type instanceof Class<?> word && word.isEnum()) {
            return YamlMap.choice(node, word.getEnumConstants(), each -> YamlMap.word((Enum<?>) each));
        }
        if (usual instanceof Record inner) {
            return read(node, inner);
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            List<Object> values = new ArrayList<>();
            for (YamlNode element : node.list()) {
                values.add(value(element, list.getActualTypeArguments()[0], null));
            }
            return List.copyOf(values);
        }
        if (type instanceof ParameterizedType maybe && maybe.getRawType() == Optional.class) {
            return Optional.of(value(node, maybe.getActualTypeArguments()[0], null));
        }
        throw new IllegalStateException("settings of type " + type + " cannot be read");
    }

    public static long whole(YamlNode node, long least, long most) {
        String text = node.text("a whole number").replace("_", "");
        if (text.matches("[+-]?\\d{1,19}")) {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // one of the 19-digit numbers that are too large; reported below
            }
        }
        boolean any = least <= Integer.MIN_VALUE;
        throw node.wrong(
                "'" + YamlNode.shortened(text) + "' is not a whole number" + (any ? "" : " in " + least + ".." + most),
                any ? "write one, for example 6" : "correct it");
    }

    /** Names and values in alphabetical order, as JSON knows them. */
    public static Map<String, Object> document(Record settings) {
        Map<String, Object> document = new TreeMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            json(RecordBuilder.value(component, settings)).ifPresent(value -> document.put(component.getName(), value));
        }
        return document;
    }

    private static Optional<Object> json(Object value) {
        return switch (value) {
            case Record inner -> Optional.of(document(inner));
            case Enum<?> choice -> Optional.of(YamlMap.word(choice));
            case List<?> list -> {
                List<Object> all = new ArrayList<>();
                list.forEach(element -> all.add(json(element).orElseThrow()));
                yield Optional.of(all);
            }
            case Optional<?> maybe -> maybe.flatMap(SettingsReader::json);
            default -> Optional.of(value);
        };
    }
}
