/**
 * Reads foreign submissions into the content of Fovea's own archives.
 */
@SuppressWarnings("requires-automatic") // the Brotli decoder has no module descriptor
module org.fovea.interop {
    requires transitive org.fovea.codec;
    requires org.fovea.video;
    requires dec;
    requires org.tukaani.xz;
    requires static transitive org.jspecify;

    exports org.fovea.interop;
}
