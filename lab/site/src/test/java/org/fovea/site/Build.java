package org.fovea.site;

import java.nio.file.Path;
import org.fovea.site.output.SiteFolder;

/** Writes the sites of the labs that tests look at, for people to look at: {@code Build OUT}. No test. */
public final class Build {
    private Build() {}

    /** Starts it. */
    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[0]);
        SiteFolder.write(Labs.site(Labs.example()), out.resolve("example"), 2, _ -> {});
        SiteFolder.write(Labs.site(Labs.comma()), out.resolve("comma"), 2, _ -> {});
        SiteFolder.write(Labs.site(Labs.hostile()), out.resolve("hostile"), 2, _ -> {});
        SiteFolder.write(Labs.site(Labs.empty()), out.resolve("empty"), 2, _ -> {});
    }
}
