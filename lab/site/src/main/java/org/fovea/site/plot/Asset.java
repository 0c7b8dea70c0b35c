package org.fovea.site.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** Files of the site that are the same for every lab, from this module's resources. */
public final class Asset {
    private static final String RESOURCE = "/org/fovea/site/asset/";
    private static final String CHART_RULES = "\\.(plot|t[1-8])\\b.*";

    private Asset() {}

    /**
     * One of them as it is.
     *
     * @param name as in {@code site.css} or {@code charts.js}
     */
    public static String text(String name) {
        try (InputStream in = Objects.requireNonNull(Asset.class.getResourceAsStream(RESOURCE + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a chart needs of {@code site.css}: its variables, which stand first, up to an empty line; and the rules of
     * charts and tracks, each on a line of its own.
     */
    static String chartStyle() {
        String all = text("site.css");
        int end = all.indexOf("\n\n");
        return all.substring(0, end + 1)
                + all.substring(end)
                        .lines()
                        .filter(line -> line.matches(CHART_RULES))
                        .collect(Collectors.joining("\n", "", "\n"));
    }
}
