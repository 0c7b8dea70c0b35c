/** Synthetic drives with known truth, and how the bundled networks were trained on them. */
open module org.fovea.samples {
    requires transitive org.fovea.evaluate;
    requires static transitive org.jspecify;

    exports org.fovea.samples.drive;
    exports org.fovea.samples.training;
}
