package org.fovea.site.markdown;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Site;
import org.fovea.site.model.Once;
import org.fovea.site.model.Snapshot;
import org.fovea.site.plot.Markup;

/**
 * Where the records are that people name in texts: R-0107, D-0002, J-0035, S-0003, T-0001; a candidate or hypothesis is
 * at the run that measured it. Safe for several threads.
 */
public final class RecordLinks {
    /** A name of a record: a letter, a hyphen, at least four digits. */
    static final Pattern NAME = Pattern.compile("(?<![\\p{Alnum}_/-])[RDJHCST]-\\d{4,9}(?![\\p{Alnum}_-])");

    private final Supplier<Map<String, String>> places;

    /** Of the records of a site. */
    public RecordLinks(Site site) {
        this.places = new Once<>(() -> places(site.snapshot(), site.paths()));
    }

    /** Path of a record from the site's root, where there is one of this name and it has a place. */
    public Optional<String> path(String label) {
        return Optional.ofNullable(places.get().get(label));
    }

    /**
     * Text, not Markdown, as HTML in which names of records are links.
     *
     * @param root from the page to the site's root: empty, or {@code ../}
     */
    public String html(String text, String root) {
        StringBuilder out = new StringBuilder();
        Matcher names = NAME.matcher(text);
        int done = 0;
        while (names.find()) {
            Optional<String> path = path(names.group());
            if (path.isPresent()) {
                out.append(Markup.escape(text.substring(done, names.start())));
                out.append("<a href=\"")
                        .append(Markup.escape(root + path.get()))
                        .append("\">");
                out.append(names.group()).append("</a>");
                done = names.end();
            }
        }
        return out.append(Markup.escape(text.substring(done))).toString();
    }

    private static Map<String, String> places(Snapshot snapshot, Paths paths) {
        Map<String, String> found = new HashMap<>();
        snapshot.runs().forEach(run -> found.put(run.numberLabel(), paths.run(run)));
        snapshot.all(DeadEnd.class).forEach(record -> found.put(record.label(), paths.deadEnd(record)));
        snapshot.all(Judgement.class).forEach(record -> found.put(record.label(), paths.decision(record)));
        snapshot.all(Study.class).forEach(record -> found.put(record.label(), paths.study(record)));
        snapshot.all(Note.class).forEach(record -> found.put(record.label(), paths.note(record)));
        Map<String, RunRow> hypotheses = new HashMap<>();
        for (Numbered<Candidate> candidate : snapshot.all(Candidate.class)) {
            measured(snapshot, candidate).ifPresent(run -> {
                found.put(candidate.label(), paths.run(run));
                candidate.record().hypothesis().ifPresent(key -> hypotheses.putIfAbsent(key, run));
            });
        }
        hypotheses.forEach((key, run) ->
                snapshot.find(Hypothesis.class, key).ifPresent(each -> found.put(each.label(), paths.run(run))));
        return found;
    }

    /** The run that says most of a candidate: the last of the whole benchmark, else the last of all. */
    private static Optional<RunRow> measured(Snapshot snapshot, Numbered<Candidate> candidate) {
        List<RunRow> runs = snapshot.runsOf(candidate.key());
        return runs.reversed().stream()
                .filter(RunRow::whole)
                .findFirst()
                .or(() -> runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast()));
    }
}
