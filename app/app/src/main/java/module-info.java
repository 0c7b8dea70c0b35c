/** What people do with Fovea, as a library: open, inflate, compress, score, experiment. */
module org.fovea.app {
    requires transitive org.fovea.codec;
    requires transitive org.fovea.render;
    requires transitive org.fovea.video;
    requires transitive org.fovea.interop;
    requires transitive org.fovea.evaluate;
    requires transitive org.fovea.encode;
    requires transitive org.fovea.samples;
    requires transitive org.fovea.challenge;
    requires transitive org.fovea.lab;
    requires transitive org.fovea.site;
    requires org.bytedeco.ffmpeg;
    requires java.desktop;
    requires java.net.http;
    requires jdk.management;
    requires static jdk.incubator.vector;
    requires static transitive org.jspecify;

    exports org.fovea.app;
    exports org.fovea.app.base;
    exports org.fovea.app.clips;
    exports org.fovea.app.compress;
    exports org.fovea.app.demo;
    exports org.fovea.app.doctor;
    exports org.fovea.app.document;
    exports org.fovea.app.inflate;
    exports org.fovea.app.labels;
    exports org.fovea.app.open;
    exports org.fovea.app.picture;
    exports org.fovea.app.rd;
    exports org.fovea.app.anchor;
    exports org.fovea.app.repack;
    exports org.fovea.app.score;
    exports org.fovea.app.submission;
    exports org.fovea.app.text;
    exports org.fovea.app.watch;
    exports org.fovea.app.workshop;

    // COCO annotations are JSON.
    opens org.fovea.app.labels to
            tools.jackson.databind;
    // Points that were measured are kept as JSON.
    opens org.fovea.app.rd to
            tools.jackson.databind,
            org.fovea.config;
}
