package org.fovea.config;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

public final class Json {
    private Json() {}

    /** {@code value} (maps, lists, records, numbers, texts) as an indented document. */
    public static String of(Object value) {
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(value);
    }
}
