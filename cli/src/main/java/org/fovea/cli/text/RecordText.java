package org.fovea.cli.text;

import java.util.List;
import java.util.Locale;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Round;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.JsonNode;

/** Any record but a run, with what was tried and judged because of it. */
public final class RecordText {
    private final Ledger ledger;
    private final Numbered<?> numbered;

    /** Of a ledger. */
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
        out.append(String.format(Locale.ROOT, "  %-12s %s%n", "key", numbered.key()));
        CanonicalJson.tree(numbered.record())
                .properties()
                .forEach(entry -> field(out, entry.getKey(), entry.getValue()));
        candidates().forEach(candidate -> tried(out, candidate));
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

    private static void field(StringBuilder out, String name, JsonNode value) {
        if (value.isString() && value.asString().contains("\n")) {
            out.append("  ").append(name).append('\n');
            value.asString()
                    .lines()
                    .forEach(line -> out.append("    ").append(line).append('\n'));
        } else {
            out.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value.isString() ? value.asString() : value));
        }
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
        out.append("  ")
                .append(candidate.label())
                .append(' ')
                .append(candidate.record().label())
                .append('\n');
        for (RunRow row : ledger.runs(RunQuery.all().ofCandidate(candidate.key()))) {
            out.append(String.format(
                    Locale.ROOT,
                    "    %s on %d pairs: %,d bytes, %s%.4f%n",
                    row.numberLabel(),
                    row.pairs(),
                    row.bytes(),
                    row.whole() ? "score " : "~",
                    row.score()));
        }
        for (Numbered<Round> each : ledger.all(Round.class)) {
            Round round = each.record();
            if (round.candidate().equals(candidate.key())) {
                out.append(String.format(
                        Locale.ROOT,
                        "    %s against %s: gain %.4f [%.4f, %.4f], bar %.4f: %s%n",
                        labels.run(round.candidateRun()),
                        labels.run(round.floorRun()),
                        round.gain(),
                        round.low(),
                        round.high(),
                        round.bar(),
                        Text.word(round.decision())));
            }
        }
    }
}
