/**
 * From a clip and two networks to an archive. Open, because settings are read from records and stages are kept as JSON.
 */
open module org.fovea.encode {
    requires transitive org.fovea.evaluate;
    requires transitive org.fovea.render;
    requires static transitive org.jspecify;

    exports org.fovea.encode;
    exports org.fovea.encode.estimate;
    exports org.fovea.encode.measure;
    exports org.fovea.encode.profile;
    exports org.fovea.encode.run;
    exports org.fovea.encode.start;
    exports org.fovea.encode.train;
    exports org.fovea.encode.video;
}
