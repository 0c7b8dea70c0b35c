package org.fovea.app.compress;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Loader;
import org.fovea.app.AppException;
import org.fovea.video.clip.Clip;
import org.fovea.video.inflate.FrameRestorer;

/**
 * The jars that draw archives of a video, beside the inflater of a submission: the robust track's own, and FFmpeg with
 * its native part.
 */
final class VideoLibraries {
    private VideoLibraries() {}

    /**
     * Those that this program runs with.
     *
     * @throws AppException where it does not run from jars
     */
    static List<Path> ofThisProgram() {
        String platform = "/org/bytedeco/%s/" + Loader.getPlatform() + "/";
        return Stream.of(
                        jar(FrameRestorer.class.getResource("FrameRestorer.class")),
                        jar(Clip.class.getResource("Clip.class")),
                        jar(Loader.class.getResource("Loader.class")),
                        jar(avcodec.class.getResource("avcodec.class")),
                        jar(Loader.class.getResource(String.format(platform, "javacpp") + "libjnijavacpp.so")),
                        jar(avcodec.class.getResource(String.format(platform, "ffmpeg") + "libjniavcodec.so")))
                .distinct()
                .toList();
    }

    private static Path jar(URL resource) {
        try {
            if (resource != null && resource.getProtocol().equals("jar")) {
                String file = resource.getPath().substring(0, resource.getPath().indexOf('!'));
                Path path = Path.of(new java.net.URI(file));
                if (Files.isRegularFile(path)) {
                    return path;
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw AppException.environment(
                "a library of the video decoder is not in any jar; start Fovea with ./fovea, which builds them");
    }
}
