package org.fovea.site.build;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.fovea.codec.io.AtomicFile;
import org.fovea.site.page.Content;
import org.fovea.site.page.Site;

/** A site as a folder that can be opened by a double click, or put on any server. */
public final class SiteFolder {
    /** Tells that a folder was written by this program, and may be replaced by it. */
    static final String MARK = ".fovea-site";

    private SiteFolder() {}

    /**
     * Writes all files of a site. A folder that holds anything but a site is not touched.
     *
     * @param progress told the number of files written after each
     * @throws FileAlreadyExistsException where the folder holds something that is no site
     */
    public static void write(Site site, Path folder, LongConsumer progress) throws IOException {
        if (Files.exists(folder) && !replaceable(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARK), "");
        long done = 0;
        for (String path : site.files().paths()) {
            Content content = site.files().file(path).orElseThrow();
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, content.bytes(), true);
            progress.accept(++done);
        }
    }

    private static boolean replaceable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var entries = Files.newDirectoryStream(folder)) {
            return Files.exists(folder.resolve(MARK)) || !entries.iterator().hasNext();
        }
    }
}
