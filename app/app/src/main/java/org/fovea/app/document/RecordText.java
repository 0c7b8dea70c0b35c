package org.fovea.app.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Spread;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/** Any record but a run, with what was tried and judged because of it. */
public final class RecordText {
    private final Ledger ledger;
    private final Numbered<?> numbered;

    public RecordText(Ledger ledger, Numbered<?> numbered) {
        this.ledger = ledger;
        this.numbered = numbered;
    }

    /** For people. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(numbered.label())
                .append("  ")
                .append(Text.word(numbered.kind()))
                .append('\n');
        new RecordSentences(ledger)
                .of(numbered)
                .forEach(sentence -> sentence.lines()
                        .forEach(line -> out.append("  ").append(line).append('\n')));
        candidates().forEach(candidate -> tried(out, candidate));
        out.append("  key ").append(numbered.key()).append(", and everything else with --json\n");
        for (Numbered<Judgement> judgement : ledger.judgements(numbered.key())) {
            out.append("  ")
                    .append(judgement.label())
                    .append(' ')
                    .append(Text.word(judgement.record().verdict()))
                    .append(" by ")
                    .append(judgement.record().by().name())
                    .append(": ")
                    .append(judgement.record().reason())
                    .append('\n');
        }
        return out.toString();
    }

    private List<Numbered<Candidate>> candidates() {
        return switch (numbered.record()) {
            case Candidate _ ->
                ledger.find(Candidate.class, numbered.key()).stream().toList();
            case Hypothesis _ ->
                ledger.all(Candidate.class).stream()
                        .filter(each -> each.record().hypothesis().equals(java.util.Optional.of(numbered.key())))
                        .toList();
            default -> List.of();
        };
    }

    private void tried(StringBuilder out, Numbered<Candidate> candidate) {
        Labels labels = new Labels(ledger);
        Map<String, Spread> spreads = ledger.spreads();
        out.append("  ")
                .append(candidate.label())
                .append(' ')
                .append(candidate.record().label())
                .append('\n');
        for (RunRow row : ledger.runs(RunQuery.all().ofCandidate(candidate.key()))) {
            out.append(String.format(
                    Locale.ROOT,
                    "    %s on %s: %,d bytes, %s%.4f%s%n",
                    row.numberLabel(),
                    Text.count(row.pairs(), "pair"),
                    row.bytes(),
                    row.whole() ? "score " : "~",
                    row.score(),
                    row.series().isPresent()
                            ? ", repeated"
                            : row.job()
                                    .map(spreads::get)
                                    .map(spread -> ", " + spread.text())
                                    .orElse("")));
        }
        for (Numbered<Round> each : ledger.all(Round.class)) {
            Round round = each.record();
            if (round.candidate().equals(candidate.key())) {
                out.append("    ").append(labels.round(round)).append('\n');
            }
        }
    }
}
