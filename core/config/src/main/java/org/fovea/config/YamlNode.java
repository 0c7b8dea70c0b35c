package org.fovea.config;

import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;

/**
 * A value of a YAML file and its position.
 *
 * @param path keys from the root, joined by dots; a name for the file's content at the root
 * @param line counted from 1
 * @param offset in bytes from the start of the file
 * @param value {@code String} for any scalar, {@code List<YamlNode>} or {@code Map<String, YamlNode>} in the file's
 *     order
 */
public record YamlNode(String path, int line, long offset, Object value) {
    public FormatException wrong(String reason) {
        return new FormatException(path, offset, reason).inLine(line);
    }

    public FormatException wrong(String reason, String hint) {
        return new FormatException(path, offset, reason, hint).inLine(line);
    }

    public boolean isText() {
        return value instanceof String;
    }

    /** The scalar as it is written. */
    public String text(String expected) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw wrong(found() + " where " + expected + " belongs");
    }

    /** The list's elements; a scalar counts as a list of one. */
    @SuppressWarnings("unchecked") // the constructor's contract
    public List<YamlNode> list() {
        return value instanceof List<?> list ? (List<YamlNode>) list : List.of(this);
    }

    @SuppressWarnings("unchecked") // the constructor's contract
    public Map<String, YamlNode> map(String expected) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, YamlNode>) map;
        }
        throw wrong(found() + " where " + expected + " belongs");
    }

    private String found() {
        return switch (value) {
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a map";
            case String text when text.isEmpty() -> "nothing";
            default -> "'" + shortened((String) value) + "'";
        };
    }

    /** A text that is short enough for a message. */
    public static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= 100
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 90)) + "…";
    }
}
