package org.fovea.config;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;

/** A YAML map that is read key by key, and whose other keys are refused. */
public final class YamlMap {
    private final YamlNode node;
    private final Map<String, YamlNode> entries;
    private final Set<String> known = new HashSet<>();

    /**
     * Of a node.
     *
     * @throws FormatException where it is no map
     */
    public YamlMap(YamlNode node) {
        this.node = node;
        this.entries = node.map("a map");
    }

    /** The map itself, for errors that concern all of it. */
    public YamlNode node() {
        return node;
    }

    /** Whether the key is there; it is known from now on. */
    public boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    public Optional<YamlNode> optional(String key) {
        return has(key) ? Optional.of(entries.get(key)) : Optional.empty();
    }

    public Optional<YamlNode> optionalOf(String one, String other) {
        if (has(one) & has(other)) {
            throw entries.get(other).wrong("'" + one + "' and '" + other + "' are the same key", "keep one");
        }
        return optional(one).or(() -> optional(other));
    }

    /**
     * The key's value; known from now on.
     *
     * @throws FormatException where it is missing
     */
    public YamlNode required(String key) {
        return optional(key).orElseThrow(() -> missing(key));
    }

    /** A key that is missing may be there, mistyped. */
    private FormatException missing(String key) {
        return NearWord.of(
                        key,
                        entries.keySet().stream()
                                .filter(each -> !known.contains(each))
                                .toList())
                .map(written -> unknown(written, Optional.of(key)))
                .orElseGet(() -> node.wrong("the key '" + key + "' is missing", "add it"));
    }

    private FormatException unknown(String written, Optional<String> meant) {
        String hint = meant.map(key -> "did you mean '" + key + "'?")
                .orElseGet(() -> "known keys here: " + known.stream().sorted().collect(Collectors.joining(", ")));
        return entries.get(written).wrong("unknown key '" + YamlNode.shortened(written) + "'", hint);
    }

    /**
     * Refuses keys that were not read. To be called last.
     *
     * @throws FormatException where there is one
     */
    public void finish() {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                throw unknown(
                        key,
                        NearWord.of(
                                key,
                                known.stream()
                                        .filter(each -> !entries.containsKey(each))
                                        .toList()));
            }
        }
    }

    /**
     * One of several words.
     *
     * @param all what may be meant
     * @param label the word for it
     * @throws FormatException where the value is none of them
     */
    public static <T> T choice(YamlNode node, T[] all, Function<T, String> label) {
        String words = Arrays.stream(all).map(label).collect(Collectors.joining(", "));
        String text = node.text("one of " + words);
        for (T one : all) {
            if (label.apply(one).equals(text)) {
                return one;
            }
        }
        throw node.wrong("'" + YamlNode.shortened(text) + "' is not one of " + words, "write one of them");
    }

    /** The word for an enum's constant: its name in small letters, with hyphens. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One of an enum's constants by its {@linkplain #word word}; the usual one where the key is missing. */
    public <E extends Enum<E>> E choice(String key, E usual) {
        E[] all = usual.getDeclaringClass().getEnumConstants();
        return optional(key).map(node -> choice(node, all, YamlMap::word)).orElse(usual);
    }

    /**
     * A finite decimal number.
     *
     * @throws FormatException where the value is none
     */
    public static double number(YamlNode node) {
        String text = node.text("a number");
        if (!text.matches("[+-]?\\d{1,20}(\\.\\d{1,20})?([eE][+-]?\\d{1,2})?")) {
            throw node.wrong("'" + YamlNode.shortened(text) + "' is not a number", "for example 0.485");
        }
        return Double.parseDouble(text);
    }
}
