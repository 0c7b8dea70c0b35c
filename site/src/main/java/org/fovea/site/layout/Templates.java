package org.fovea.site.layout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.regex.Pattern;

/** Pages from templates, which escape all that they are given. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.fovea.site.template");

    // HTML may not hold them, whatever somebody wrote into a ledger; jte lets them pass.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9F&&[^\\n\\r\\t]]");
    private static final String REPLACEMENT = "\uFFFD";

    private Templates() {}

    /**
     * What a template makes of a model.
     *
     * @param template under {@code src/main/jte}, as in {@code front.jte}; takes one parameter {@code page}
     * @param model that parameter
     */
    public static String draw(String template, Object model) {
        StringOutput out = new StringOutput(1 << 14);
        ENGINE.render(template, Map.of("page", model), out);
        return CONTROL.matcher(out.toString()).replaceAll(REPLACEMENT);
    }
}
