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
        assertThat(DataPage.Field.of(schema))
                .containsExactly(
                        new DataPage.Field("list", "array of object", true, "All."),
                        new DataPage.Field("list[].next", "object", false, "A node."),
                        new DataPage.Field("list[].kind", "a, b", false, "Which."),
                        new DataPage.Field("when", "time", false, "Then."));
    }
}
