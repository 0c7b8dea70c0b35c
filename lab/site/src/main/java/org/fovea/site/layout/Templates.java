package org.fovea.site.layout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.fovea.site.plot.Markup;

/** Pages from templates, which escape all that they are given. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.fovea.site.template");

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
        return withoutControls(out.toString());
    }

    // HTML may not hold them, whatever somebody wrote into a ledger; jte lets them pass. Pages are long and hardly any
    // holds one: a pattern took a quarter of a site's time.
    private static String withoutControls(String page) {
        if (page.chars().noneMatch(Markup::isControl)) {
            return page;
        }
        StringBuilder clean = new StringBuilder(page);
        for (int i = 0; i < page.length(); i++) {
            if (Markup.isControl(page.charAt(i))) {
                clean.setCharAt(i, Markup.REPLACEMENT);
            }
        }
        return clean.toString();
    }
}
