package org.fovea.lab.agent;

import static org.fovea.lab.agent.Documents.word;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.queue.ExperimentState;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.JobState;
import org.fovea.lab.queue.QueuedExperiment;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/** Tells what came of an idea. */
final class OutcomeTool {
    private final AgentLab lab;
    private final Ledger ledger;

    OutcomeTool(AgentLab lab) {
        this.lab = lab;
        this.ledger = lab.ledger();
    }

    Tool tool() {
        return new Tool(
                "outcome",
                "What came of an idea: for each of its candidates the rounds with gain, confidence interval and decision (kill, continue, promote), its runs, and where its"
                        + " experiments are in the queue. A gain is in points of the score against the floor on the same pairs; positive is better.",
                Schema.empty()
                        .text("record", "Label of a hypothesis or a candidate, as in H-0012 or C-0034.")
                        .required(),
                true,
                this::outcome);
    }

    private Tool.Answer outcome(Tool.Call call) {
        Numbered<?> found = ledger.resolve(call.arguments().required("record"));
        Map<String, Object> document = new LinkedHashMap<>();
        List<Numbered<Candidate>> candidates = switch (found.record()) {
            case Candidate candidate -> {
                candidate.hypothesis().ifPresent(key -> hypothesis(document, key));
                yield List.of(ledger.find(Candidate.class, found.key()).orElseThrow());
            }
            case Hypothesis _ -> {
                hypothesis(document, found.key());
                yield ledger.all(Candidate.class).stream()
                        .filter(each -> each.record().hypothesis().equals(Optional.of(found.key())))
                        .toList();
            }
            default ->
                throw new LedgerException(found.label() + " is a "
                        + word(found.kind()).replace('_', ' ') + "; give a hypothesis or a candidate");
        };
        List<Numbered<Round>> rounds = ledger.all(Round.class);
        Documents documents = new Documents(ledger);
        List<Object> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Numbered<Candidate> candidate : candidates) {
            all.add(candidate(documents, candidate, rounds, text));
        }
        document.put("candidates", all);
        return new Tool.Answer(all.isEmpty() ? "no candidates" : text.toString(), document);
    }

    private void hypothesis(Map<String, Object> document, String key) {
        ledger.find(Hypothesis.class, key).ifPresent(found -> {
            document.put("hypothesis", found.label());
            document.put("text", found.record().text());
            document.put("mechanism", found.record().mechanism());
        });
    }

    private Map<String, Object> candidate(
            Documents documents, Numbered<Candidate> candidate, List<Numbered<Round>> all, StringBuilder text) {
        List<RunRow> runs = ledger.runs(RunQuery.all().ofCandidate(candidate.key()));
        List<Numbered<Round>> rounds = all.stream()
                .filter(each -> each.record().candidate().equals(candidate.key()))
                .toList();
        List<QueuedExperiment> queued = lab.queue().ofCandidate(candidate.key());
        String state = state(runs, rounds, queued);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("candidate", candidate.label());
        map.put("changes", candidate.record().overrides());
        map.put("family", candidate.record().family());
        candidate.record().despite().ifPresent(reason -> map.put("despite", reason));
        map.put("state", state);
        map.put(
                "rounds",
                rounds.stream().map(each -> documents.round(each, pairs(each))).toList());
        map.put("runs", runs.stream().map(documents::row).toList());
        map.put("queue", queued.stream().map(this::experiment).toList());
        map.put(
                "judgements",
                runs.stream()
                        .flatMap(row -> ledger.judgements(row.key()).stream())
                        .map(documents::judgement)
                        .toList());
        text.append(candidate.label())
                .append(' ')
                .append(candidate.record().label())
                .append(": ")
                .append(state)
                .append('\n');
        rounds.forEach(each -> text.append(line(documents, each)).append('\n'));
        return map;
    }

    private int pairs(Numbered<Round> round) {
        return ledger.find(Run.class, round.record().candidateRun())
                .map(run -> run.record().subset().size())
                .orElse(0);
    }

    private String line(Documents documents, Numbered<Round> numbered) {
        Round round = numbered.record();
        return String.format(
                Locale.ROOT,
                "  %s against %s on %d pairs: gain %.6f [%.6f, %.6f], bar %s: %s",
                documents.label(Run.class, round.candidateRun()),
                documents.label(Run.class, round.floorRun()),
                pairs(numbered),
                round.gain(),
                round.low(),
                round.high(),
                round.bar(),
                word(round.decision()));
    }

    /** Where it stands, in words. */
    private String state(List<RunRow> runs, List<Numbered<Round>> rounds, List<QueuedExperiment> queued) {
        Optional<RunRow> floor = runs.stream()
                .filter(row -> ledger.floor(row.benchmark())
                        .filter(run -> run.key().equals(row.key()))
                        .isPresent())
                .findFirst();
        if (floor.isPresent()) {
            return floor.get().numberLabel() + " is the floor";
        }
        if (queued.stream().anyMatch(each -> each.state() == ExperimentState.OPEN)) {
            return "in the queue";
        }
        if (queued.stream().anyMatch(each -> each.state() == ExperimentState.FAILED)) {
            return "failed";
        }
        if (rounds.isEmpty()) {
            return runs.isEmpty() ? "not measured" : "measured, not compared";
        }
        Round last = rounds.getLast().record();
        boolean whole = runs.stream().anyMatch(row -> row.key().equals(last.candidateRun()) && row.whole());
        return switch (last.decision()) {
            case KILL -> "rejected";
            case CONTINUE -> whole ? "measured on all pairs, undecided" : "undecided, goes no further";
            case PROMOTE ->
                whole
                        ? "better on all pairs; promote "
                                + ledger.find(Run.class, last.candidateRun())
                                        .orElseThrow()
                                        .label() + " with a review"
                        : "better on some pairs, goes no further";
        };
    }

    private Map<String, Object> experiment(QueuedExperiment queued) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("experiment", queued.hash().substring(0, 12));
        map.put("pairs", queued.experiment().subset().size());
        map.put("rung", queued.experiment().rung());
        map.put("state", word(queued.state()));
        Optional<Job> current = lab.queue().steps(queued.hash()).stream()
                .filter(job -> job.state() != JobState.SUCCEEDED && job.state() != JobState.SKIPPED)
                .findFirst();
        current.ifPresent(job -> {
            map.put("step", word(job.step()));
            map.put("step_state", word(job.state()));
            job.progress().flatMap(Job.Progress::share).ifPresent(share -> map.put("done", share));
            job.error().or(job::blockedBecause).ifPresent(why -> map.put("because", why));
        });
        return map;
    }
}
