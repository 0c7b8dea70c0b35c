package org.fovea.site.page;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** A page for each run, and the files that make runs again. */
public final class RunPagesPart implements Site.Part {
    private static final String YAML = "application/yaml; charset=utf-8";

    @Override
    public void addTo(Site site) {
        Citations citations = new Citations(site.snapshot());
        site.snapshot().runs().forEach(run -> addRun(site, run, citations));
        addFiles(site);
    }

    private static void addRun(Site site, RunRow run, Citations citations) {
        String path = site.paths().run(run);
        String title = run.numberLabel() + " " + run.name().orElse(run.label());
        site.page(
                path,
                "run.jte",
                () -> new RunPage(
                        site,
                        site.frame(
                                path,
                                title,
                                "What run " + run.numberLabel() + " measured, and how to repeat it",
                                Topic.RUNS,
                                Optional.of(site.snapshot().benchmark(run.benchmark())),
                                List.of("assets/charts.js", "assets/copy.js")),
                        run,
                        citations));
    }

    private static void addFiles(Site site) {
        site.snapshot().all(Candidate.class).stream()
                .filter(candidate -> candidate.record().recipe().kind() == Recipe.Kind.PROFILE)
                .filter(candidate -> !site.snapshot().runsOf(candidate.key()).isEmpty())
                .forEach(candidate -> site.files()
                        .add(
                                site.paths().profile(candidate.key()),
                                () -> Content.text(
                                        YAML,
                                        ProfileFile.text(candidate.record().recipe()))));
        site.snapshot()
                .all(Study.class)
                .forEach(study -> site.files()
                        .add(
                                site.paths().plan(study),
                                () -> Content.text(YAML, study.record().plan())));
    }

    /** Settings as a file for {@code --profile}: JSON, which is YAML, with all defaults. */
    private static final class ProfileFile {
        private static final JsonMapper MAPPER =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        private ProfileFile() {}

        static String text(Recipe recipe) {
            return MAPPER.writeValueAsString(recipe.settings()) + "\n";
        }
    }
}
