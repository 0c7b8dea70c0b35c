/** Experiments, their ledger and their queue. Open, because records are stored as JSON. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // some libraries have no module descriptor
open module org.fovea.lab {
    requires transitive org.fovea.encode;
    requires transitive java.sql;
    requires com.zaxxer.hikari;
    requires flyway.core;
    requires transitive org.jdbi.v3.core;
    requires org.xerial.sqlitejdbc;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.fovea.lab.agent;
    exports org.fovea.lab.doctor;
    exports org.fovea.lab.exchange;
    exports org.fovea.lab.folder;
    exports org.fovea.lab.queue;
    exports org.fovea.lab.record;
    exports org.fovea.lab.round;
    exports org.fovea.lab.store;
    exports org.fovea.lab.study;
    exports org.fovea.lab.verdict;
}
