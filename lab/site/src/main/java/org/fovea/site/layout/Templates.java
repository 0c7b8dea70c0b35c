package org.fovea.site.layout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.site.plot.Markup;

/** Pages from templates, which escape all that they are given. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.fovea.site.template");

    private static final String STACKED = "<table class=\"stack";
    private static final Pattern TABLE = Pattern.compile("(" + STACKED + ".*?</thead>)(.*?</table>)", Pattern.DOTALL);
    private static final Pattern HEAD = Pattern.compile("<th [^>]*>(.*?)</th>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>|&shy;|\u00AD");
    private static final Pattern CELL = Pattern.compile("<(tr|th|td)\\b");

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
        String page = out.toString();
        return withoutControls(page.contains(STACKED) ? named(page) : page);
    }

    /** On narrow screens a row of a stacked table is a list, in which each cell says the name of its column. */
    private static String named(String page) {
        return TABLE.matcher(page).replaceAll(table -> {
            List<String> names = HEAD.matcher(table.group(1))
                    .results()
                    .map(head -> TAG.matcher(head.group(1))
                            .replaceAll("")
                            .replace("\"", "&quot;")
                            .strip())
                    .toList();
            int[] column = {-1};
            return Matcher.quoteReplacement(table.group(1)
                    + CELL.matcher(table.group(2)).replaceAll(cell -> {
                        column[0] = cell.group(1).equals("tr") ? -1 : column[0] + 1;
                        return cell.group(1).equals("td")
                                ? Matcher.quoteReplacement("<td data-name=\"" + names.get(column[0]) + "\"")
                                : cell.group();
                    }));
        });
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
