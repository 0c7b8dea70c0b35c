package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.config.CanonicalJson;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Track;
import org.junit.jupiter.api.Test;

final class CandidateFactoryTest {
    private static Candidate base(String profile, Map<String, String> set) throws IOException {
        return CandidateFactory.base(Profiles.find(profile), set, Optional.empty(), Records.ADA, Records.NOON);
    }

    private static Candidate vary(Candidate base, Map<String, String> point) {
        return CandidateFactory.vary(
                base,
                point,
                Map.of("masks", "masks", "train.learningRate", "schedule", "train", "training"),
                Optional.empty(),
                Records.ADA,
                Records.NOON.plusSeconds(5));
    }

    /** Steps of the profile's training, so that the tests hold whatever they are. */
    private static String steps(Candidate candidate) {
        return candidate.recipe().settings().findValue("train").get("steps").asString();
    }

    @Test
    void the_same_settings_are_the_same_candidate_however_they_are_described() throws IOException {
        Candidate base = base("fast/masks", Map.of());
        Candidate six = vary(base, Map.of("masks.minimumRegion", "6"));
        assertThat(vary(base, Map.of("masks.minimumRegion", "+6")).key()).isEqualTo(six.key());
        assertThat(vary(base, Map.of("masks[1].minimumRegion", "6", "masks[2].minimumRegion", "6"))
                        .key())
                .isEqualTo(six.key());
        assertThat(base("fast/masks", Map.of("masks.minimumRegion", "6")).key()).isEqualTo(six.key());
        assertThat(vary(base, Map.of("train.steps", steps(base), "train.learningRate", "0.0080"))
                        .key())
                .isEqualTo(base.key());
        assertThat(six.key()).isNotEqualTo(base.key());
        Candidate read = CanonicalJson.read(CanonicalJson.write(six), Candidate.class);
        assertThat(read.key()).isEqualTo(six.key());
        assertThat(vary(CanonicalJson.read(CanonicalJson.write(base), Candidate.class), Map.of("seed", "7"))
                        .key())
                .isEqualTo(vary(base, Map.of("seed", "7")).key());
    }

    @Test
    void a_variation_is_what_the_profile_with_the_override_is() throws IOException {
        Candidate base = base("fast/masks", Map.of("renderer.channels", "10"));
        Candidate varied = vary(base, Map.of("train.steps", "900"));
        Profile expected = Profile.parse(
                Profiles.find("fast/masks").yaml(),
                List.of(ProfileOverride.of("renderer.channels=10"), ProfileOverride.of("train.steps=900")));
        assertThat(Profile.parse(varied.recipe().settings().toString().getBytes(StandardCharsets.UTF_8), List.of())
                        .hash())
                .isEqualTo(expected.hash());
        assertThat(varied.overrides()).isEqualTo(Map.of("renderer.channels", "10", "train.steps", "900"));
        assertThat(varied.parent()).contains(base.key());
        assertThat(varied.profile()).isEqualTo("fast/masks");
        assertThat(varied.recipe().kind()).isEqualTo(Recipe.Kind.PROFILE);
    }

    @Test
    void families_are_those_of_the_settings_that_differ() throws IOException {
        Candidate base = base("fast/masks", Map.of());
        assertThat(base.family()).isEqualTo("base");
        assertThat(vary(base, Map.of("masks[1].minimumRegion", "6")).family()).isEqualTo("masks");
        assertThat(vary(base, Map.of("masks.minimumRegion", "6", "train.steps", "900"))
                        .family())
                .isEqualTo("masks+training");
        assertThat(vary(base, Map.of("train.learningRate", "0.004", "train.steps", steps(base)))
                        .family())
                .isEqualTo("schedule");
        assertThat(vary(base, Map.of("renderer.channels", "10")).family()).isEqualTo("renderer");
        assertThat(vary(base, Map.of("seed", "9")).family()).isEqualTo("seed");
        assertThat(vary(base, Map.of("train.steps", steps(base))).family()).isEqualTo("base");
    }

    @Test
    void the_track_follows_from_the_profile() throws IOException {
        assertThat(base("fast/masks", Map.of()).track()).isEqualTo(Track.MASKS);
        assertThat(base("fast/video", Map.of()).track()).isEqualTo(Track.ROBUST);
    }

    @Test
    void impossible_settings_are_refused_by_name() throws IOException {
        Candidate base = base("fast/masks", Map.of());
        assertThrown(FormatException.class, () -> vary(base, Map.of("masks.minimumRegoin", "6")), "minimumRegoin");
        assertThrown(FormatException.class, () -> vary(Records.candidate("x", "1"), Map.of("seed", "two")));
    }
}
