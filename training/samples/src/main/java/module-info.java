/** Synthetic drives with exact ground truth. */
open module org.fovea.samples {
    requires transitive org.fovea.evaluate;
    requires static transitive org.jspecify;

    exports org.fovea.samples.drive;
}
