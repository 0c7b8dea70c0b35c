package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whatever an agent writes is kept for ever, so every text and list has an end. The server checks arguments against
 * these schemas.
 */
class SchemaTest {
    @Test
    void every_text_list_and_map_of_every_tool_is_limited() {
        List<Tool> tools = new ArrayList<>(new JudgingTools(lab()).all());
        tools.add(new ProposeTool(lab()).tool());
        tools.add(new OutcomeTool(lab()).tool());
        tools.addAll(new ReadingTools(lab()).all());
        assertThat(tools).hasSize(13);
        for (Tool tool : tools) {
            assertLimited(tool.name(), tool.schema().document());
        }
    }

    @SuppressWarnings("unchecked")
    private static void assertLimited(String where, Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof List<?> several ? several.contains("string") : "string".equals(type)) {
            assertThat(schema.containsKey("maxLength") || schema.containsKey("enum"))
                    .as(where)
                    .isTrue();
        }
        if ("array".equals(type)) {
            assertThat(schema).as(where).containsKey("maxItems");
        }
        if ("object".equals(type) && schema.containsKey("propertyNames")) {
            assertThat(schema).as(where).containsKey("maxProperties");
        }
        schema.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                Map<String, Object> map = (Map<String, Object>) inner;
                if (key.equals("properties")) {
                    map.forEach((name, each) -> assertLimited(where + "." + name, (Map<String, Object>) each));
                } else if (key.equals("items") || key.equals("additionalProperties")) {
                    assertLimited(where + "." + key, map);
                }
            }
        });
    }

    private static AgentLab lab() {
        return new AgentLab(null, null, null, null, null, null);
    }
}
