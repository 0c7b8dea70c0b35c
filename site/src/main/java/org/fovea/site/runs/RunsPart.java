package org.fovea.site.runs;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.RunRow;
import org.fovea.site.page.Content;
import org.fovea.site.page.Site;
import org.fovea.site.page.Topic;

/** The table of all runs, a page for each, and the files that make them again. */
public final class RunsPart implements Site.Part {
    private static final String YAML = "application/yaml; charset=utf-8";
    private static final List<String> SCRIPTS = List.of(
            "assets/runs-model.js", "assets/runs-view.js", "assets/runs-address.js", "assets/runs.js", "data/runs.js");

    @Override
    public void addTo(Site site) {
        List<RunLine> lines = site.snapshot().runs().stream()
                .sorted(Comparator.comparing(RunRow::ended)
                        .thenComparing(RunRow::number)
                        .reversed())
                .map(run -> RunLine.of(site, run))
                .toList();
        addTable(site, lines);
        site.dataWithScript("runs", "runs", "foveaRuns.open", () -> Map.of("runs", lines));
        Citations citations = new Citations(site.snapshot());
        site.snapshot().runs().forEach(run -> addRun(site, run, citations));
        addFiles(site);
    }

    private static void addTable(Site site, List<RunLine> lines) {
        for (int number = 1; number <= RunsPage.pages(lines.size()); number++) {
            int page = number;
            String path = site.paths().runs(page);
            String title = page == 1 ? "Runs" : "Runs, page " + page;
            site.page(
                    path,
                    "runs.jte",
                    () -> new RunsPage(
                            site.frame(
                                    path,
                                    title,
                                    "Every measurement of the lab",
                                    Topic.RUNS,
                                    Optional.empty(),
                                    page == 1 ? SCRIPTS : List.of()),
                            lines,
                            page));
        }
    }

    private static void addRun(Site site, RunRow run, Citations citations) {
        String path = site.paths().run(run);
        String title = run.numberLabel() + " " + run.name().orElse(run.label());
        site.page(
                path,
                "run.jte",
                () -> RunPage.of(
                        site,
                        site.frame(
                                path,
                                title,
                                "What run " + run.numberLabel() + " measured, and how to repeat it",
                                Topic.RUNS,
                                Optional.of(site.snapshot().benchmark(run.benchmark())),
                                List.of("assets/copy.js")),
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
}
