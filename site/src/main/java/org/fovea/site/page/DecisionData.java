package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Paths;
import org.fovea.site.layout.Wording;

/** A row of {@code data/decisions.json}; its schema says what each field is. */
record DecisionData(
        String label,
        String key,
        String time,
        String verdict,
        String benchmark,
        String about,
        String subject,
        String subjectKey,
        By by,
        String headline,
        String reason,
        List<String> evidence,
        Map<String, String> preconditions,
        Optional<String> review,
        boolean stands,
        Optional<String> voidedBy,
        Optional<String> prior,
        Optional<Double> score,
        Optional<Double> change,
        String page) {

    record By(String kind, String name) {
        static By of(org.fovea.lab.record.Author author) {
            return new By(Wording.word(author.kind()), author.name());
        }
    }

    static List<DecisionData> of(Decisions decisions, Paths paths) {
        return decisions.all().stream().map(each -> of(each, paths)).toList();
    }

    private static DecisionData of(Decision decision, Paths paths) {
        Judgement judgement = decision.judgement().record();
        return new DecisionData(
                decision.label(),
                decision.judgement().key(),
                decision.time().toString(),
                Wording.word(judgement.verdict()),
                decision.benchmark().record().name(),
                Wording.word(judgement.about()),
                decision.subject().label(),
                judgement.subject(),
                By.of(judgement.by()),
                decision.headline(),
                judgement.reason(),
                decision.evidence().stream().map(RunRow::numberLabel).toList(),
                judgement.preconditions(),
                judgement.review(),
                decision.stands(),
                decision.voidedBy().map(Numbered::label),
                decision.prior().map(RunRow::numberLabel),
                decision.subject().run().map(RunRow::score),
                decision.change(),
                paths.decision(decision.judgement()));
    }
}
