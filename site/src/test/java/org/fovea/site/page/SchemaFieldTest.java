package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SchemaFieldTest {
    @Test
    void fields_within_fields_have_paths() {
        var schema = new JsonMapper().readTree("""
                        {"$defs": {"node": {"type": "object", "description": "A node.", "properties":
                            {"next": {"$ref": "#/$defs/node"}, "kind": {"enum": ["a", "b"], "description": "Which."}}}},
                         "required": ["list"], "properties": {
                           "list": {"type": "array", "description": "All.", "items": {"$ref": "#/$defs/node"}},
                           "when": {"type": "string", "format": "date-time", "description": "Then."}}}
                        """);
        assertThat(SchemaField.of(schema))
                .containsExactly(
                        new SchemaField("list", "array of object", true, "All."),
                        new SchemaField("list[].next", "object", false, "A node."),
                        new SchemaField("list[].kind", "a, b", false, "Which."),
                        new SchemaField("when", "time", false, "Then."));
    }
}
