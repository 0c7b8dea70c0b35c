package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Every file for scripts is what its schema says, and the schema says what every field is. */
public class DataFilesTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void of_labs_large_and_small_and_of_one_that_means_harm() {
        List.of(Labs.example(), Labs.empty(), Labs.hostile()).forEach(lab -> check(Labs.site(lab)));
    }

    /** Checks all files of a site. */
    public static void check(Site site) {
        assertThat(site.dataFiles()).isNotEmpty();
        for (Site.DataFile file : site.dataFiles()) {
            Schema schema = SCHEMAS.getSchema(file.readSchema());
            assertThat(schema.validate(Labs.text(site, file.path()), InputFormat.JSON))
                    .as(file.path())
                    .isEmpty();
            assertThat(schema.validate("{\"lab\": \"x\"}", InputFormat.JSON))
                    .as("what lacks all of %s", file.path())
                    .isNotEmpty();
            assertThat(site.files().paths()).contains(file.schemaPath());
            assertThat(DataPage.Field.of(file.readSchema()))
                    .as(file.schema())
                    .isNotEmpty()
                    .allSatisfy(field ->
                            assertThat(field.description()).as(field.path()).isNotBlank());
        }
    }

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
