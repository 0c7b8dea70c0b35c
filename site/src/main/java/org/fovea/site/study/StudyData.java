package org.fovea.site.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.lab.record.Round.Decision;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.study.Importance;
import org.fovea.lab.study.StudyResults;

/**
 * What a study's page shows, as {@code data/study-S-0001.json} has it.
 *
 * @param study its number
 * @param name of it
 * @param benchmark name
 * @param oneAtATime whether one setting was varied at a time
 * @param rung whose scores these are, from 0; absent where no candidate finished one
 * @param pairs of that rung
 * @param floor run of the floor on it
 * @param importance of the settings; absent where too little is known
 * @param candidates that were measured on it
 */
record StudyData(
        String study,
        String name,
        String benchmark,
        boolean oneAtATime,
        Optional<Integer> rung,
        Optional<Integer> pairs,
        Optional<String> floor,
        Optional<Shares> importance,
        List<Line> candidates) {
    /** Importance of all settings. */
    record Shares(
            Importance.Method method,
            OptionalDouble together,
            OptionalDouble predicts,
            int candidates,
            List<Importance.Row> settings) {}

    /** A candidate. */
    record Line(String candidate, String run, double score, Decision decision, Map<String, String> values) {}

    static StudyData of(String benchmark, StudyResults results, Optional<Importance> importance) {
        return new StudyData(
                results.study().label(),
                results.study().record().name(),
                benchmark,
                results.oneAtATime(),
                results.rung() < 0 ? Optional.empty() : Optional.of(results.rung()),
                results.points().stream().findFirst().map(point -> point.run().pairs()),
                results.floor().map(RunRow::numberLabel),
                importance.map(each ->
                        new Shares(each.method(), each.together(), each.predicts(), each.candidates(), each.rows())),
                results.points().stream().map(point -> line(results, point)).toList());
    }

    private static Line line(StudyResults results, StudyResults.Point point) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < results.settings().size(); i++) {
            values.put(results.settings().get(i), point.values().get(i));
        }
        return new Line(point.candidate().label(), point.run().numberLabel(), point.score(), point.decision(), values);
    }
}
