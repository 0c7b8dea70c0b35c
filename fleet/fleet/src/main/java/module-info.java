/** Many clips: what is to be done, who does it, and the table of what came of it. */
@SuppressWarnings("requires-automatic") // DuckDB has no module descriptor
module org.fovea.fleet {
    requires transitive org.fovea.app;
    requires transitive org.fovea.config;
    requires transitive org.fovea.site;
    requires transitive java.sql;
    requires java.management;
    requires jdk.management;
    requires duckdb.jdbc;
    requires static transitive org.jspecify;

    exports org.fovea.fleet.engine;
    exports org.fovea.fleet.plan;
    exports org.fovea.fleet.report;
    exports org.fovea.fleet.run;
    exports org.fovea.fleet.storage;
    exports org.fovea.fleet.table;
    exports org.fovea.fleet.work;

    uses org.fovea.fleet.engine.FleetEngine;

    // What is to be done goes to other machines as JSON.
    opens org.fovea.fleet.plan to
            tools.jackson.databind,
            org.fovea.config;
    opens org.fovea.fleet.work to
            tools.jackson.databind,
            org.fovea.config;
    // Rows of the table are kept as JSON.
    opens org.fovea.fleet.table to
            tools.jackson.databind,
            org.fovea.config;
    opens org.fovea.fleet.run to
            tools.jackson.databind,
            org.fovea.config;
    opens org.fovea.fleet.report to
            tools.jackson.databind,
            org.fovea.config;
}
