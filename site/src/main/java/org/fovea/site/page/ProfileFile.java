package org.fovea.site.page;

import org.fovea.lab.record.Recipe;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Settings as a file for {@code --profile}: JSON, which is YAML, with all defaults. */
final class ProfileFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ProfileFile() {}

    static String text(Recipe recipe) {
        return MAPPER.writeValueAsString(recipe.settings()) + "\n";
    }
}
