/** Clips and video streams to frames and back, through FFmpeg, which runs in this process. */
@SuppressWarnings("module") // org.fovea.app is compiled later
module org.fovea.video {
    requires transitive org.fovea.codec;
    requires transitive org.fovea.render;
    requires org.fovea.isolate;
    requires transitive org.bytedeco.ffmpeg;
    requires static transitive org.jspecify;

    exports org.fovea.video;
    exports org.fovea.video.clip;
    exports org.fovea.video.colour;
    exports org.fovea.video.inflate;
    exports org.fovea.video.prefilter;
    exports org.fovea.video.program;
    exports org.fovea.video.raw;
    exports org.fovea.video.scale;
    exports org.fovea.video.stream;
    exports org.fovea.video.write;
    exports org.fovea.video.ffmpeg to
            org.fovea.app;

    provides org.fovea.render.ArchiveInflater.Videos with
            org.fovea.video.inflate.VideoInflaters;
}
