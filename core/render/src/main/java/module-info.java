/**
 * Renders the frames of archives. An archive of a video needs a video decoder besides, which the module
 * {@code org.fovea.video} provides.
 */
module org.fovea.render {
    requires transitive org.fovea.codec;
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    uses org.fovea.render.ArchiveInflater.Videos;

    exports org.fovea.render;
    exports org.fovea.render.frame;
    exports org.fovea.render.restore;
}
