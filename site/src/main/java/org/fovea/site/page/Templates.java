package org.fovea.site.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Pages from templates, which escape all that they are given. */
final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.fovea.site.template");

    private Templates() {}

    static String draw(String template, Object model) {
        StringOutput out = new StringOutput(1 << 14);
        ENGINE.render(template, Map.of("page", model), out);
        return out.toString();
    }
}
