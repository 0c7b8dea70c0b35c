/** Settings and documents: Hand-written YAML, records read from it, canonical JSON. */
module org.fovea.config {
    requires transitive org.fovea.codec;
    requires transitive tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;
    requires static transitive org.jspecify;

    exports org.fovea.config;
}
