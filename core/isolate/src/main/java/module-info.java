/**
 * Other programs, run in isolation: no network, nothing but their own folder to write to, limits of memory and time.
 * Depends on nothing but Java.
 */
module org.fovea.isolate {
    requires static transitive org.jspecify;

    exports org.fovea.isolate;
}
