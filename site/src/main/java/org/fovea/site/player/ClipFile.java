package org.fovea.site.player;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.site.layout.Content;

/** Reads a clip's file when it is asked for. */
final class ClipFile {
    private ClipFile() {}

    static Content read(Path file) {
        try {
            return new Content("text/javascript; charset=utf-8", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
