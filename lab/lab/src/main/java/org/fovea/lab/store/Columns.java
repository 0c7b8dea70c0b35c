package org.fovea.lab.store;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Link;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Track;
import org.jdbi.v3.core.Handle;

/**
 * The columns of a record beside its document. Finding their values also finds out whether all that it refers to is
 * there.
 */
final class Columns {
    private final Handle handle;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Columns(Handle handle) {
        this.handle = handle;
    }

    /**
     * Columns of a record; absent ones are left out.
     *
     * @throws LedgerException where it refers to a record that is not there
     */
    static Map<String, Object> of(Handle handle, LabRecord record) {
        Columns columns = new Columns(handle);
        Link.of(record).forEach(link -> Tables.check(handle, record, link));
        switch (record) {
            case Benchmark benchmark -> columns.values.put("name", benchmark.name());
            case Study study -> {
                columns.values.put("name", study.name());
                columns.refer("benchmark", RecordKind.BENCHMARK, study.benchmark());
            }
            case Candidate candidate -> {
                columns.values.put("label", candidate.label());
                candidate.name().ifPresent(name -> columns.values.put("name", name));
                columns.values.put("tags", String.join(" ", candidate.tags()));
                columns.refer("parent", RecordKind.CANDIDATE, candidate.parent());
                columns.refer("hypothesis", RecordKind.HYPOTHESIS, candidate.hypothesis());
            }
            case Run run -> columns.run(run);
            case DeadEnd deadEnd -> columns.refer("benchmark", RecordKind.BENCHMARK, deadEnd.benchmark());
            case Judgement judgement -> columns.judgement(judgement);
            case Hypothesis _, Round _, GateResult _, Note _ -> {}
        }
        columns.values.forEach(Columns::checkText);
        return columns.values;
    }

    private void refer(String column, RecordKind kind, String key) {
        values.put(column, Tables.number(handle, kind, key).orElseThrow());
    }

    private void refer(String column, RecordKind kind, Optional<String> key) {
        key.ifPresent(there -> refer(column, kind, there));
    }

    private void run(Run run) {
        refer("benchmark", RecordKind.BENCHMARK, run.benchmark());
        refer("candidate", RecordKind.CANDIDATE, run.candidate());
        refer("study", RecordKind.STUDY, run.study());
        Benchmark benchmark = benchmark(run.benchmark());
        if (run.subset().clipPairs() != benchmark.pairs()) {
            throw new LedgerException("a run on " + run.subset() + " pairs, but benchmark " + benchmark.name() + " has "
                    + benchmark.pairs() + "; name the right benchmark");
        }
        Candidate candidate = RecordRows.find(handle, Candidate.class, run.candidate())
                .orElseThrow()
                .record();
        values.put("rung", run.rung());
        values.put("track", run.track());
        values.put("family", run.family());
        values.put("pairs", run.subset().size());
        values.put("whole", run.whole() ? 1 : 0);
        values.put("bytes", run.bytes().archive());
        run.bytes().payload().ifPresent(payload -> values.put("payload", payload));
        values.put("segmentation", run.segmentation());
        values.put("pose", run.pose());
        values.put("score", run.score());
        run.ruleFaithfulScore().ifPresent(score -> values.put("rule_faithful", score));
        values.put("code_version", run.codeVersion());
        values.put("started", run.started().toEpochMilli());
        values.put("source", run.source());
        run.job().ifPresent(job -> values.put("job", job));
        run.series().ifPresent(job -> values.put("series", job));
        values.put(
                "search",
                searched(String.join(
                        "\n",
                        candidate.name().orElse(""),
                        String.join(" ", candidate.tags()),
                        candidate.label(),
                        run.family())));
    }

    /** Text as it is searched: in lower case, by the same rules in every database. */
    static String searched(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private Benchmark benchmark(String key) {
        return RecordRows.find(handle, Benchmark.class, key).orElseThrow().record();
    }

    private void judgement(Judgement judgement) {
        refer("benchmark", RecordKind.BENCHMARK, judgement.benchmark());
        Optional<Run> run = judgement.about() == RecordKind.RUN
                ? RecordRows.find(handle, Run.class, judgement.subject()).map(Numbered::record)
                : Optional.empty();
        run.filter(subject -> !subject.benchmark().equals(judgement.benchmark()))
                .ifPresent(subject -> {
                    throw new LedgerException("a judgement of run " + judgement.subject()
                            + " for another benchmark than the one it ran on; name that one");
                });
        if (judgement.verdict() == Judgement.Verdict.PROMOTED) {
            checkPromotion(judgement, run);
        }
        values.put("verdict", judgement.verdict().name());
        values.put("about", judgement.about().name());
        values.put("subject", judgement.subject());
    }

    private void checkPromotion(Judgement judgement, Optional<Run> subject) {
        Run run = subject.orElseThrow(
                () -> new LedgerException("a " + Tables.words(judgement.about()) + " cannot be promoted; name a run"));
        Candidate candidate = RecordRows.find(handle, Candidate.class, run.candidate())
                .orElseThrow()
                .record();
        Optional<String> reason = promotionRefused(run, candidate, benchmark(run.benchmark()));
        reason.ifPresent(why -> {
            throw new LedgerException("run " + judgement.subject() + " cannot be promoted: " + why);
        });
    }

    /** Why a run can never be the baseline; absent where nothing in the run itself speaks against it. */
    private static Optional<String> promotionRefused(Run run, Candidate candidate, Benchmark benchmark) {
        if (run.track().equals(Track.EXPLOIT) || candidate.track().equals(Track.EXPLOIT)) {
            return Optional.of("it is of the track " + Track.EXPLOIT + ", which needs files outside the archive");
        }
        if (!run.whole()) {
            return Optional.of("it is not one of the whole clip with its own settings; make that run first");
        }
        if (run.bytes().original() != benchmark.originalBytes()) {
            return Optional.of("its bytes are counted against " + run.bytes().original()
                    + " instead of the benchmark's " + benchmark.originalBytes());
        }
        return Optional.empty();
    }

    private static void checkText(String column, Object value) {
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            throw new LedgerException("the " + column + " of a record has a character 0; leave it out");
        }
    }
}
