package org.fovea.cli.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.RendererContent;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;
import org.fovea.render.RawFileSink;

/** The example in docs/java.md of {@code render}. */
final class RenderExample {
    private RenderExample() {}

    static void run(Path input, Path output) throws IOException, InterruptedException {
        // example begins
        RendererContent content = ArchiveFile.open(Files.readAllBytes(input)).content();
        int pairs = content.header().pairs();
        InflateOptions options = InflateOptions.all(pairs)
                .withThreads(2)
                .withProgress(done -> System.out.println(done + " of " + pairs + " pairs"));
        new Inflater(content).run(options, new RawFileSink(output));
        // example ends
    }
}
