/** Submissions to the challenge, and judging submissions as the challenge does. */
open module org.fovea.challenge {
    requires transitive org.fovea.render;
    requires transitive org.fovea.isolate;
    requires tools.jackson.databind;
    requires static transitive org.jspecify;

    exports org.fovea.challenge.inflater;
    exports org.fovea.challenge.judge;
    exports org.fovea.challenge.submission;
}
