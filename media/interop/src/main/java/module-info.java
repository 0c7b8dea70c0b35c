/** Reads foreign submissions into the content of Fovea's own archives. */
module org.fovea.interop {
    requires transitive org.fovea.codec;
    requires org.fovea.video;
    requires org.tukaani.xz;
    requires static transitive org.jspecify;

    exports org.fovea.interop;
    exports org.fovea.interop.payload;
}
