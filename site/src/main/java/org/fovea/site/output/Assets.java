package org.fovea.site.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;

/** Files that are the same for every lab: style sheet, scripts and icon, from this module's resources in {@code asset}. */
public final class Assets implements Site.Part {
    private static final List<String> NAMES = List.of(
            "site.css",
            "icon.svg",
            "theme.js",
            "charts.js",
            "copy.js",
            "decisions.js",
            "explorer.js",
            "explorer-clip.js",
            "explorer-draw.js",
            "explorer-strip.js",
            "explorer-zoom.js",
            "runs.js",
            "runs-address.js",
            "runs-model.js",
            "runs-view.js");

    @Override
    public void addTo(Site site) {
        NAMES.forEach(name -> site.files().add("assets/" + name, () -> new Content(mediaType(name), read(name))));
        if (site.live()) {
            site.files().add("assets/live.js", () -> new Content(mediaType("live.js"), read("live.js")));
        }
    }

    private static byte[] read(String name) {
        try (InputStream in =
                Objects.requireNonNull(Assets.class.getResourceAsStream("/org/fovea/site/asset/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }
}
