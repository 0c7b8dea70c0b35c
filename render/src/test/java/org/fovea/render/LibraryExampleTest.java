package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.codec.archive.RendererContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, compiled and run. */
class LibraryExampleTest {
    // begin of the example
    static void firstTenPairs(RendererContent archive, Path folder) throws IOException, InterruptedException {
        InflateOptions options = InflateOptions.all(archive.header().pairs())
                .withPairs(0, Math.min(10, archive.header().pairs()))
                .withProgress(done -> System.out.println(done + " pairs"));
        FrameSink sink = FrameSink.both(new RawFileSink(folder.resolve("0.raw")), new PngSink(folder));
        new Inflater(archive).run(options, sink);
    }
    // end of the example

    @TempDir
    Path folder;

    @Test
    void theExampleOfTheReadmeWorks() throws Exception {
        RendererContent archive = InflaterTest.content(9, null, null);
        firstTenPairs(archive, folder);
        assertThat(folder.resolve("0.raw")).hasSize(2L * 9 * 21 * 33 * 3);
        assertThat(folder.resolve("p008_2.png")).isNotEmptyFile();
    }
}
