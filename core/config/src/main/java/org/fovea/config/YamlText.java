package org.fovea.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;
import org.fovea.codec.io.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a small YAML file into nodes that know their lines. Of YAML it takes maps, lists and scalars of one document;
 * anchors, aliases, tags and repeated keys are refused, since what is hashed should say each thing once.
 */
public final class YamlText {
    public static final int MAX_BYTES = 64 << 10;

    private static final int MAX_DEPTH = 8;

    private static final String FEW_LINES = "such a file has a few lines of YAML";

    private final String text;
    private final YAMLParser parser;

    private YamlText(String text, YAMLParser parser) {
        this.text = text;
        this.parser = parser;
    }

    /**
     * Reads a document.
     *
     * @param needs what a file of this kind cannot do without, for the message about an empty one
     * @throws FormatException where it is not YAML of the accepted kind
     */
    public static YamlNode read(byte[] bytes, String root, String needs) {
        FileKind kind = FileKind.of(bytes).orElse(FileKind.TEXT);
        if (kind != FileKind.TEXT && kind != FileKind.EMPTY) {
            throw FileKind.refusal(root, bytes, "a text in YAML", FEW_LINES);
        }
        if (bytes.length > MAX_BYTES) {
            throw new FormatException(root, MAX_BYTES, "more than 64 KiB", FEW_LINES);
        }
        String text = Utf8.text(bytes)
                .orElseThrow(() -> new FormatException(root, 0, "the file is not text in UTF-8", FEW_LINES));
        YAMLFactory factory = YAMLFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxDocumentLength(MAX_BYTES)
                        .maxTokenCount(10_000)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            YamlText reader = new YamlText(text, (YAMLParser) parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new FormatException(root, 0, "the file is empty", "it needs " + needs).inLine(1);
            }
            YamlNode node = reader.node(root, root);
            if (parser.nextToken() != null) {
                throw reader.wrong(root, "a second document", "keep one");
            }
            return node;
        } catch (JacksonException e) {
            throw syntax(text, root, e);
        }
    }

    private static FormatException syntax(String text, String root, JacksonException e) {
        TokenStreamLocation where = e.getLocation();
        int line = where == null ? 1 : Math.max(1, where.getLineNr());
        long offset = where == null ? 0 : byteOffset(text, where);
        // The parser's message has several lines; those that are indented only point at the text.
        String what = String.valueOf(e.getOriginalMessage())
                .lines()
                .filter(part -> !part.isEmpty() && !Character.isWhitespace(part.charAt(0)))
                .collect(Collectors.joining(", "));
        return new FormatException(root, offset, "not valid YAML: " + YamlNode.shortened(what), "check the indentation")
                .inLine(line);
    }

    private YamlNode node(String path, String root) {
        TokenStreamLocation where = parser.currentTokenLocation();
        if (parser.getObjectId() != null || parser.getTypeId() != null || parser.isCurrentAlias()) {
            throw wrong(path, "anchors, aliases and tags are not supported", "write the value out");
        }
        Object value = switch (parser.currentToken()) {
            case START_OBJECT -> map(path, root);
            case START_ARRAY -> list(path, root);
            default -> scalar(path);
        };
        return new YamlNode(path, Math.max(1, where.getLineNr()), byteOffset(text, where), value);
    }

    private String scalar(String path) {
        if (!parser.currentToken().isScalarValue()) {
            throw wrong(path, "unexpected " + parser.currentToken(), "check the indentation");
        }
        return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
    }

    private List<YamlNode> list(String path, String root) {
        List<YamlNode> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(node(path + "[" + list.size() + "]", root));
        }
        return List.copyOf(list);
    }

    private Map<String, YamlNode> map(String path, String root) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String inner = path.equals(root) ? key : path + "." + key;
            int line = parser.currentTokenLocation().getLineNr();
            long offset = byteOffset(text, parser.currentTokenLocation());
            parser.nextToken();
            YamlNode value = node(inner, root);
            // The place of the key, because a value may begin on a later line.
            if (map.put(key, new YamlNode(inner, line, offset, value.value())) != null) {
                throw new FormatException(inner, offset, "the key occurs twice", "keep one").inLine(line);
            }
        }
        return map;
    }

    private FormatException wrong(String path, String reason, String hint) {
        TokenStreamLocation where = parser.currentTokenLocation();
        return new FormatException(path, byteOffset(text, where), reason, hint).inLine(Math.max(1, where.getLineNr()));
    }

    /** The parser counts code points. */
    private static long byteOffset(String text, TokenStreamLocation where) {
        int points = (int) Math.clamp(where.getCharOffset(), 0, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, points)).getBytes(StandardCharsets.UTF_8).length;
    }
}
