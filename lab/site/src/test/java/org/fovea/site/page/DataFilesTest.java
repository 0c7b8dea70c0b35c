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
import tools.jackson.databind.JsonNode;

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
            described(file.readSchema(), file.schema());
        }
    }

    /** Every property says what it is, or is what a definition says. */
    private static void described(JsonNode schema, String file) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            assertThat(value.path("description").asString("")
                            + value.path("$ref").asString(""))
                    .as(file + " " + property.getKey())
                    .isNotBlank();
        });
        schema.forEach(child -> described(child, file));
    }
}
