/** The pages about a lab. Open, because what they show is printed as JSON. */
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

    exports org.fovea.site.chart;
    exports org.fovea.site.layout;
    exports org.fovea.site.markdown;
    exports org.fovea.site.model;
    exports org.fovea.site.output;
    exports org.fovea.site.page;
    exports org.fovea.site.player;
    exports org.fovea.site.plot;
    exports org.fovea.site.study;
    exports org.fovea.site.watch;
}
