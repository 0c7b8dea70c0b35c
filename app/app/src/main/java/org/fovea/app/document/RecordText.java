package org.fovea.app.document;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Spread;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;
import tools.jackson.databind.JsonNode;

/** Any record but a run, with what was tried and judged because of it. */
public record RecordText(Ledger ledger, Numbered<?> numbered) {
    private static final int DIGITS = 8;
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{32,64}\\b");
    private static final Pattern CONSTANT = Pattern.compile("[A-Z]+(_[A-Z]+)*");

    public String text() {
        StringBuilder out = new StringBuilder(numbered.label() + "  " + Text.word(numbered.kind()) + "\n");
        CanonicalJson.tree(numbered.record())
                .properties()
                .forEach(field -> value(field.getValue()).ifPresent(value -> field(out, field.getKey(), value)));
        candidates().forEach(candidate -> tried(out, candidate));
        out.append("  key " + numbered.key() + ", and everything else with --json\n");
        return out.append(judgements(ledger, numbered.key())).toString();
    }

    /** What was judged about a record, a line each. */
    static String judgements(Ledger ledger, String key) {
        return ledger.judgements(key).stream()
                .map(judgement -> String.format(
                        Locale.ROOT,
                        "  %s %s by %s, %s: %s%n",
                        judgement.label(),
                        Text.word(judgement.record().verdict()),
                        judgement.record().by().name(),
                        judgement.record().time(),
                        judgement.record().reason()))
                .collect(Collectors.joining());
    }

    private static void field(StringBuilder out, String name, String value) {
        String[] lines = value.strip().split("\\R");
        out.append(lines.length == 1 ? String.format(Locale.ROOT, "  %-16s %s", name, lines[0]) : "  " + name)
                .append('\n');
        for (int i = 0; lines.length > 1 && i < lines.length; i++) {
            out.append("    ").append(lines[i]).append('\n');
        }
    }

    /** What a field says; empty for one that holds nothing, or more than fits a line, as a candidate's recipe does. */
    private Optional<String> value(JsonNode node) {
        if (node.isValueNode()) {
            return Optional.of(words(node));
        }
        if (node.isEmpty() || node.valueStream().anyMatch(JsonNode::isContainer)) {
            return Optional.empty();
        }
        return Optional.of(
                node.isArray()
                        ? node.valueStream().map(this::words).collect(Collectors.joining(", "))
                        : node.propertyStream()
                                .map(each -> each.getKey() + " " + words(each.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    /** A value: constants in words, keys of records as their numbers, other hashes by their first digits. */
    private String words(JsonNode node) {
        if (CONSTANT.matcher(node.asString()).matches()) {
            return Text.word(node.asString());
        }
        return HASH.matcher(node.asString()).replaceAll(found -> name(found.group()));
    }

    private String name(String hash) {
        try {
            return ledger.resolve(hash).label();
        } catch (LedgerException _) {
            return hash.substring(0, DIGITS) + "…"; // of a file, or of a ledger that was imported in part
        }
    }

    private List<Numbered<Candidate>> candidates() {
        return switch (numbered.record()) {
            case Candidate _ ->
                ledger.find(Candidate.class, numbered.key()).stream().toList();
            case Hypothesis _ ->
                ledger.all(Candidate.class).stream()
                        .filter(each -> each.record().hypothesis().equals(Optional.of(numbered.key())))
                        .toList();
            default -> List.of();
        };
    }

    private void tried(StringBuilder out, Numbered<Candidate> candidate) {
        Labels labels = new Labels(ledger);
        Map<String, Spread> spreads = ledger.spreads();
        out.append("  " + candidate.label() + " " + candidate.record().label() + "\n");
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
                out.append("    " + labels.round(round) + "\n");
            }
        }
    }
}
