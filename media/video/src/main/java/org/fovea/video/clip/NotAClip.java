package org.fovea.video.clip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.io.FileKind;

/** Files that are known to be something else than a clip, named before FFmpeg guesses what they may be. */
final class NotAClip {
    private NotAClip() {}

    /**
     * Refuses a file of another kind.
     *
     * @throws FormatException that says what it is, and what makes a clip of it
     */
    static void refuse(Path path) throws IOException {
        Optional<FileKind> kind = FileKind.of(path);
        if (kind.isEmpty() || kind.get().isVideo()) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            throw FileKind.refusal(ClipInput.CONTAINER, in.readNBytes(FileKind.HEAD), "a clip", remedy(kind.get()))
                    .inFile(path.toString());
        }
    }

    private static String remedy(FileKind kind) {
        return switch (kind) {
            case FOVEA, ZIP -> "fovea inflate makes a clip of an archive or a submission: -o frames.mkv";
            case PNG, JPEG -> "name its folder, or several by a pattern such as %04d.png";
            case GIF, WEBP -> "make a video of it: ffmpeg -i FILE -c:v ffv1 clip.mkv";
            default -> "name a video, such as MKV or MP4";
        };
    }
}
