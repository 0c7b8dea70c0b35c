package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;

/** Every file for scripts is what its schema says, and the schema says what every field is. */
class DataFilesTest {
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void of_the_example_lab() {
        check(Labs.example());
    }

    @Test
    void of_the_published_lab() {
        check(Labs.comma());
    }

    @Test
    void a_file_that_lacks_what_its_schema_asks_for_would_be_found() {
        Site.DataFile file = Labs.site(Labs.example()).dataFiles().getFirst();
        Schema schema = registry.getSchema(file.readSchema());
        assertThat(schema.validate("{\"lab\": \"x\"}", InputFormat.JSON)).isNotEmpty();
    }

    private void check(Snapshot snapshot) {
        Site site = Labs.site(snapshot);
        assertThat(site.dataFiles()).isNotEmpty();
        for (Site.DataFile file : site.dataFiles()) {
            String text =
                    new String(site.files().file(file.path()).orElseThrow().bytes(), StandardCharsets.UTF_8);
            assertThat(registry.getSchema(file.readSchema()).validate(text, InputFormat.JSON))
                    .as(file.path())
                    .isEmpty();
            assertThat(site.files().paths()).contains(file.schemaPath());
            assertThat(DataPage.Field.of(file.readSchema()))
                    .as(file.schema())
                    .isNotEmpty()
                    .allSatisfy(field ->
                            assertThat(field.description()).as(field.path()).isNotBlank());
        }
    }
}
