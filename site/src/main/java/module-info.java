/**
 * The pages about a lab. Open, because what they show is printed as JSON.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // the runtime of templates has no module descriptor
open module org.fovea.site {
    requires transitive org.fovea.lab;
    requires java.xml;
    requires transitive gg.jte.runtime;
    requires io.javalin;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires static transitive org.jspecify;

    exports org.fovea.site.build;
    exports org.fovea.site.clip;
    exports org.fovea.site.page;
    exports org.fovea.site.serve;
    exports org.fovea.site.snapshot;
}
