package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.encode.Deadline;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.StepKind;
import org.junit.jupiter.api.Test;

class OutlineTest {
    private static final Profile TRAINS = TestRuns.profile(TestRuns.COMPACT + """
            stages:
              - train: {warmUpSteps: 20, steps: 400}
            pack: fast
            """);

    @Test
    void the_minutes_of_the_note_are_those_of_the_parts() {
        Map<StepKind, Double> second = Map.of(StepKind.CHEAP, 1.0, StepKind.EXACT, 1.0);
        Outline outline =
                Outline.of(TRAINS, new Forecast(second, 100, 1), Deadline.in(3600, () -> 0), OptionalDouble.of(60), 1);
        Matcher note = Pattern.compile("the run takes about (\\d+) minutes")
                .matcher(outline.notes().getFirst());
        assertThat(note.find()).as(outline.notes().getFirst()).isTrue();
        double minutes =
                outline.parts().stream().mapToDouble(Forecast.Part::seconds).sum() / 60;
        assertThat(Double.parseDouble(note.group(1))).isBetween(minutes - 0.6, minutes + 0.6);
        assertThat(outline.parts().getFirst().seconds()).isGreaterThan(60);
    }

    @Test
    void searches_stay_where_no_step_could_be_measured() {
        Profile searches = TestRuns.profile(TestRuns.COMPACT + """
                stages:
                  - poses
                  - corrections
                pack: fast
                """);
        Forecast unknown = new Forecast(Map.of(), 100, 1);
        Deadline end = Deadline.in(60, () -> 0);
        Outline outline = Outline.of(searches, unknown, end, OptionalDouble.of(1), 1);
        assertThat(outline.notes()).containsExactly(TimeChoice.unmeasured(1).why());
        assertThat(outline.parts()).extracting(Forecast.Part::name).contains("02-poses", "03-corrections");
        assertThat(TimedProfile.Fitted.of(searches, unknown, end, 1, 1).profile())
                .isEqualTo(searches);
    }
}
