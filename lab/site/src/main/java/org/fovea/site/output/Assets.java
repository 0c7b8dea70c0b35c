package org.fovea.site.output;

import java.util.List;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Files;
import org.fovea.site.layout.Site;
import org.fovea.site.plot.Asset;

/** Files that are the same for every lab: style sheet, scripts and icon. */
final class Assets {
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
            "explorer-pose.js",
            "explorer-zoom.js",
            "runs.js",
            "runs-compare.js",
            "runs-address.js",
            "runs-model.js",
            "runs-view.js");

    private Assets() {}

    static void addTo(Site site) {
        NAMES.forEach(name -> add(site.files(), name));
        if (site.live()) {
            add(site.files(), "live.js");
        }
    }

    static void add(Files files, String name) {
        files.add("assets/" + name, () -> Content.text(mediaType(name), Asset.text(name)));
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }
}
