package org.fovea.site.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/**
 * Where each page is, from the site's root. The leading benchmark's pages have plain names; those of another have its
 * name behind, as in {@code charts-white.html}.
 */
public final class Paths {
    /** How many decisions a page of them holds. */
    public static final int DECISIONS_ON_PAGE = 200;

    private static final int LONGEST_SLUG = 60; // file systems take names of 255 bytes

    private final String leading;
    private final Map<String, String> slugs = new HashMap<>();
    private final Map<String, Integer> decisions =
            new HashMap<>(); // from a judgement's key to its place in time, from 0

    public Paths(Snapshot snapshot) {
        leading = snapshot.benchmarks().isEmpty()
                ? ""
                : snapshot.benchmarks().getFirst().key();
        Set<String> taken = new HashSet<>();
        for (Numbered<Benchmark> benchmark : snapshot.benchmarks()) {
            String slug = slug(benchmark.record().name());
            slugs.put(benchmark.key(), taken.add(slug) ? slug : slug + "-" + benchmark.number());
        }
        snapshot.history().judgements().forEach(judgement -> decisions.put(judgement.key(), decisions.size()));
    }

    private static String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String brief = slug.length() <= LONGEST_SLUG
                ? slug
                : slug.substring(0, LONGEST_SLUG).replaceAll("-$", "");
        return brief.isEmpty() ? "benchmark" : brief;
    }

    /** The page of a topic that no benchmark owns, or of the leading benchmark. */
    public String of(Topic topic) {
        return topic.file() + ".html";
    }

    /** The page of a topic about a benchmark. */
    public String of(Topic topic, Numbered<Benchmark> benchmark) {
        return benchmark.key().equals(leading) || !topic.ofBenchmark()
                ? of(topic)
                : topic.file() + "-" + slugs.get(benchmark.key()) + ".html";
    }

    /** What tells the files of a benchmark apart, as in {@code white}. */
    public String slug(Numbered<Benchmark> benchmark) {
        return slugs.get(benchmark.key());
    }

    /**
     * A page of the list of runs that works without scripts.
     *
     * @param page from 1
     */
    public String runs(int page) {
        return page == 1 ? of(Topic.RUNS) : Topic.RUNS.file() + "-" + page + ".html";
    }

    /** Settings of a candidate as a file for {@code fovea compress --profile}. */
    public String profile(String candidate) {
        return "data/profiles/" + candidate + ".yaml";
    }

    /** The plan of a study as a file for {@code fovea lab study start}. */
    public String plan(Numbered<?> study) {
        return "data/studies/" + study.label() + ".yaml";
    }

    public String study(Numbered<?> study) {
        return "studies/" + study.label() + ".html";
    }

    public String run(RunRow run) {
        return "runs/" + run.numberLabel() + ".html";
    }

    public String archive(RunRow run) {
        return "archives/" + run.numberLabel() + ".zip";
    }

    /** The page of a promotion, with its review form. */
    public String promotion(Numbered<?> judgement) {
        return "decisions/" + judgement.label() + ".html";
    }

    /** A judgement's place among the decisions, which may be on a further page. */
    public String decision(Numbered<?> judgement) {
        int place = decisions.size() - 1 - decisions.getOrDefault(judgement.key(), decisions.size() - 1);
        return decisions(1 + place / DECISIONS_ON_PAGE) + "#" + judgement.label();
    }

    /**
     * A page of decisions, newest first.
     *
     * @param page from 1
     */
    public String decisions(int page) {
        return page == 1 ? of(Topic.DECISIONS) : Topic.DECISIONS.file() + "-" + page + ".html";
    }

    /** A dead end's place among the decisions. */
    public String deadEnd(Numbered<?> deadEnd) {
        return of(Topic.DECISIONS) + "#" + deadEnd.label();
    }

    /** A note's place in the notebook. */
    public String note(Numbered<?> note) {
        return of(Topic.NOTEBOOK) + "#" + note.label();
    }
}
