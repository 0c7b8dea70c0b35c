package org.fovea.site.layout;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fovea.site.plot.Markup;

/** Pages from templates, which escape all that they are given. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.fovea.site.template");

    private static final String STACKED = "<table class=\"stack";
    private static final String HEAD_END = "</thead>";
    private static final Pattern HEAD = Pattern.compile("<th [^>]*>(.*?)</th>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>|&shy;|\u00AD");

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
        StringBuilder out = new StringBuilder(page.length() + (page.length() >> 2));
        int done = 0;
        for (int table = page.indexOf(STACKED); table >= 0; table = page.indexOf(STACKED, done)) {
            int body = page.indexOf(HEAD_END, table);
            int end = page.indexOf("</table>", body);
            out.append(page, done, body);
            appendNamed(page, body, end, names(page.substring(table, body)), out);
            done = end;
        }
        return out.append(page, done, page.length()).toString();
    }

    private static List<String> names(String head) {
        return HEAD.matcher(head)
                .results()
                .map(name -> TAG.matcher(name.group(1))
                        .replaceAll("")
                        .replace("\"", "&quot;")
                        .strip())
                .toList();
    }

    /**
     * Rows of a table, whose cells get names. A lab has tens of thousands of pages: a pattern takes four times as long.
     */
    private static void appendNamed(String page, int from, int to, List<String> names, StringBuilder out) {
        int column = -1;
        int done = from;
        for (int at = page.indexOf('<', from); at >= 0 && at < to; at = page.indexOf('<', at + 1)) {
            if (isTag(page, at, "tr")) {
                column = -1;
            } else if (isTag(page, at, "th")) {
                column++;
            } else if (isTag(page, at, "td")) {
                column++;
                int name = at + "<td".length();
                out.append(page, done, name)
                        .append(" data-name=\"")
                        .append(names.get(column))
                        .append('"');
                done = name;
            }
        }
        out.append(page, done, to);
    }

    private static boolean isTag(String page, int at, String name) {
        char after = page.charAt(at + 1 + name.length());
        return page.startsWith(name, at + 1) && (after == '>' || after == ' ' || after == '\n');
    }

    // HTML may not hold them, whatever somebody wrote into a ledger; jte lets them pass. Pages are long and hardly any
    // holds one: a pattern took a quarter of a site's time.
    private static String withoutControls(String page) {
        StringBuilder clean = null;
        for (int i = 0; i < page.length(); i++) {
            if (Markup.isControl(page.charAt(i))) {
                clean = clean == null ? new StringBuilder(page) : clean;
                clean.setCharAt(i, Markup.REPLACEMENT);
            }
        }
        return clean == null ? page : clean.toString();
    }
}
