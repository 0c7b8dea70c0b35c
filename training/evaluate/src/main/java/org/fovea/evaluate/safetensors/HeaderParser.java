package org.fovea.evaluate.safetensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON header token by token, so that nothing in it can take more memory than a few times its own length. */
final class HeaderParser {
    private static final String METADATA = "__metadata__";
    private static final int MAX_DIMENSIONS = 16;
    private static final int MAX_NAME = 512;
    private static final int MAX_SHOWN = 60;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private final long base;
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();

    private HeaderParser(JsonParser parser, long base) {
        this.parser = parser;
        this.base = base;
    }

    /**
     * @param file holds the header at {@code from}, {@code length} bytes; offsets in errors are counted from the start
     *     of the array
     */
    static Map<String, TensorEntry> parse(byte[] file, int from, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), file, from, length)) {
            HeaderParser header = new HeaderParser(parser, from);
            try {
                header.readAll();
            } catch (JacksonException e) {
                throw header.damage("not a header in JSON: "
                        + shown(e.getOriginalMessage().lines().findFirst().orElse("")));
            }
            return header.tensors;
        } catch (JacksonException e) {
            // the first bytes look like an encoding that JSON is not written in
            throw new FormatException("header", from, "not a header in JSON");
        }
    }

    private void readAll() {
        require(parser.nextToken() == JsonToken.START_OBJECT, "the header is not a JSON object");
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            require(
                    name.length() <= MAX_NAME && name.chars().noneMatch(Character::isISOControl),
                    "a tensor has the name " + shown(name));
            if (name.equals(METADATA)) {
                skipMetadata();
            } else {
                tensors.put(name, readTensor(name));
            }
        }
        require(parser.currentToken() == JsonToken.END_OBJECT, "the header does not end");
        require(parser.nextToken() == null, "something follows the header's object");
    }

    private void skipMetadata() {
        require(parser.nextToken() == JsonToken.START_OBJECT, METADATA + " is not an object");
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            require(parser.nextToken() == JsonToken.VALUE_STRING, METADATA + " holds something else than texts");
        }
    }

    private TensorEntry readTensor(String name) {
        require(parser.nextToken() == JsonToken.START_OBJECT, "tensor " + name + " is not described by an object");
        DataType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        for (String key = parser.nextName(); key != null; key = parser.nextName()) {
            switch (key) {
                case "dtype" -> type = readType(name);
                case "shape" -> shape = readNumbers(name, key);
                case "data_offsets" -> offsets = readNumbers(name, key);
                default -> throw damage("tensor " + name + " has an unknown property " + shown(key));
            }
        }
        if (type == null) {
            throw damage("tensor " + name + " has no dtype");
        }
        if (shape == null) {
            throw damage("tensor " + name + " has no shape");
        }
        if (offsets == null || offsets.size() != 2) {
            throw damage("tensor " + name + " has no two data_offsets");
        }
        return new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private DataType readType(String name) {
        require(parser.nextToken() == JsonToken.VALUE_STRING, "tensor " + name + " has a dtype that is not a text");
        return DataType.named(parser.getString())
                .orElseThrow(() -> damage("tensor " + name + " has an unknown dtype " + shown(parser.getString())));
    }

    private List<Long> readNumbers(String name, String key) {
        require(
                parser.nextToken() == JsonToken.START_ARRAY,
                "tensor " + name + " has a " + key + " that is not an array");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            require(numbers.size() < MAX_DIMENSIONS, "tensor " + name + " has too long a " + key);
            numbers.add(parser.getLongValue());
            require(numbers.getLast() >= 0, "tensor " + name + " has a negative number in " + key);
        }
        require(
                parser.currentToken() == JsonToken.END_ARRAY,
                "tensor " + name + " has something else than integers in " + key);
        return numbers;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw damage(otherwise);
        }
    }

    /** Text from the file, short and without anything that a terminal would act upon. */
    private static String shown(String text) {
        String head = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return head.replaceAll("\\p{Cntrl}", "?");
    }

    private FormatException damage(String reason) {
        long offset = Math.max(0, parser.currentLocation().getByteOffset());
        return new FormatException("header", base + offset, reason);
    }
}
