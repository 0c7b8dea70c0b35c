package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/** A row of {@code data/dead-ends.json}; its schema says what each field is. */
record DeadEndData(
        String label,
        String key,
        String time,
        String benchmark,
        String family,
        Map<String, String> region,
        String mechanism,
        Map<String, String> preconditions,
        List<String> evidence,
        String numbers,
        String reopens,
        DecisionData.By by,
        boolean stands,
        Optional<String> reopenedBy) {
    static List<DeadEndData> of(Decisions decisions) {
        return decisions.deadEnds().stream().map(DeadEndData::of).toList();
    }

    private static DeadEndData of(ClosedIdea idea) {
        DeadEnd deadEnd = idea.deadEnd().record();
        return new DeadEndData(
                idea.deadEnd().label(),
                idea.deadEnd().key(),
                deadEnd.time().toString(),
                idea.benchmark().record().name(),
                deadEnd.family(),
                deadEnd.region(),
                deadEnd.mechanism(),
                deadEnd.preconditions(),
                idea.evidence().stream().map(RunRow::numberLabel).toList(),
                deadEnd.numbers(),
                deadEnd.reopens(),
                DecisionData.By.of(deadEnd.by()),
                idea.stands(),
                idea.reopenedBy().map(Numbered::label));
    }
}
