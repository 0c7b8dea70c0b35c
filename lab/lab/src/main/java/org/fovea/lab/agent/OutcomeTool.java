package org.fovea.lab.agent;

import static org.fovea.lab.agent.Documents.word;

import java.util.ArrayList;
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
                "What came of an idea: for each of its candidates the rounds with gain, confidence interval and "
                        + "decision (kill, continue, promote), its runs, and where its"
                        + " experiments are in the queue. A gain is in points of the score against the floor on "
                        + "the same pairs; positive is better.",
                Schema.empty()
                        .name("record", "Label of a hypothesis or a candidate, as in H-0012 or C-0034.")
                        .required(),
                true,
                this::outcome);
    }

    private Tool.Answer outcome(Tool.Call call) {
        Numbered<?> found = ledger.resolve(call.arguments().required("record"));
        Optional<String> idea = switch (found.record()) {
            case Candidate candidate -> candidate.hypothesis();
            case Hypothesis _ -> Optional.of(found.key());
            default ->
                throw new LedgerException(found.label() + " is a "
                        + word(found.kind()).replace('_', ' ') + "; give a hypothesis or a candidate");
        };
        List<Numbered<Candidate>> candidates = found.record() instanceof Candidate
                ? List.of(ledger.find(Candidate.class, found.key()).orElseThrow())
                : ledger.all(Candidate.class).stream()
                        .filter(each -> each.record().hypothesis().equals(idea))
                        .toList();
        List<Numbered<Round>> rounds = ledger.all(Round.class);
        Documents documents = new Documents(ledger);
        List<Came> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Numbered<Candidate> candidate : candidates) {
            all.add(candidate(documents, candidate, rounds, text));
        }
        Optional<Numbered<Hypothesis>> hypothesis = idea.flatMap(key -> ledger.find(Hypothesis.class, key));
        Outcome document = new Outcome(
                hypothesis.map(Numbered::label),
                hypothesis.map(each -> each.record().text()),
                hypothesis.map(each -> each.record().mechanism()),
                all);
        return new Tool.Answer(all.isEmpty() ? "no candidates" : text.toString(), document);
    }

    /** What came of an idea. */
    private record Outcome(
            Optional<String> hypothesis, Optional<String> text, Optional<String> mechanism, List<Came> candidates) {}

    /** What came of a candidate. */
    private record Came(
            String candidate,
            Map<String, String> changes,
            String family,
            Optional<String> despite,
            String state,
            List<Documents.Match> rounds,
            List<Documents.Row> runs,
            List<Waiting> queue,
            List<Documents.Said> judgements) {}

    /** An experiment in the queue, and the step that it is at. */
    private record Waiting(
            String experiment,
            int pairs,
            int rung,
            String state,
            Optional<String> step,
            Optional<String> stepState,
            Optional<Double> done,
            Optional<String> because) {}

    private Came candidate(
            Documents documents, Numbered<Candidate> candidate, List<Numbered<Round>> all, StringBuilder text) {
        List<RunRow> runs = ledger.runs(RunQuery.all().ofCandidate(candidate.key()));
        List<Numbered<Round>> rounds = all.stream()
                .filter(each -> each.record().candidate().equals(candidate.key()))
                .toList();
        List<QueuedExperiment> queued = lab.queue().ofCandidate(candidate.key());
        String state = state(runs, rounds, queued);
        text.append(candidate.label())
                .append(' ')
                .append(candidate.record().label())
                .append(": ")
                .append(state)
                .append('\n');
        rounds.forEach(each -> text.append(line(documents, each)).append('\n'));
        return new Came(
                candidate.label(),
                candidate.record().overrides(),
                candidate.record().family(),
                candidate.record().despite(),
                state,
                rounds.stream().map(each -> documents.round(each, pairs(each))).toList(),
                runs.stream().map(documents::row).toList(),
                queued.stream().map(this::experiment).toList(),
                runs.stream()
                        .flatMap(row -> ledger.judgements(row.key()).stream())
                        .map(documents::judgement)
                        .toList());
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

    private Waiting experiment(QueuedExperiment queued) {
        Optional<Job> current = lab.queue().steps(queued.hash()).stream()
                .filter(job -> job.state() != JobState.SUCCEEDED && job.state() != JobState.SKIPPED)
                .findFirst();
        return new Waiting(
                Documents.digits(queued.hash()),
                queued.experiment().subset().size(),
                queued.experiment().rung(),
                word(queued.state()),
                current.map(job -> word(job.step())),
                current.map(job -> word(job.state())),
                current.flatMap(Job::progress).flatMap(Job.Progress::share),
                current.flatMap(Documents::because));
    }
}
