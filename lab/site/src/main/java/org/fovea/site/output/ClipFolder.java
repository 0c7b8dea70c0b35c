package org.fovea.site.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.codec.io.AtomicFile;
import org.fovea.site.layout.Files;
import org.fovea.site.player.ClipPage;

/** Pages about single clips with all that they load, for a folder of pages that are no site of a lab. */
public final class ClipFolder {
    private static final List<String> COMMON = List.of("site.css", "icon.svg", "theme.js");

    private ClipFolder() {}

    /**
     * Writes a page with its clips and scripts, each file in place of the one that is there. The page comes last, so
     * that it never leads to nothing.
     *
     * @param folder at whose root it goes
     * @param name of the page, as in {@code clip-monday.html}
     */
    public static void write(ClipPage page, Path folder, String name) throws IOException {
        Files files = new Files();
        Stream.concat(
                        COMMON.stream(),
                        ClipPage.scripts().stream().map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .forEach(asset -> Assets.add(files, asset));
        page.addTo(files, name);
        for (String path : files.paths()) {
            if (!path.equals(name)) {
                write(files, path, folder);
            }
        }
        write(files, name, folder);
    }

    private static void write(Files files, String path, Path folder) throws IOException {
        Path target = folder.resolve(path);
        java.nio.file.Files.createDirectories(target.getParent());
        AtomicFile.write(target, files.file(path).orElseThrow().bytes(), true);
    }
}
