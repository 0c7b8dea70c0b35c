package org.fovea.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.Records;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
    @Test
    void a_run_reads_back_to_the_same_bytes_and_key() {
        Run run = Records.run(
                Records.benchmark(),
                Records.candidate("masks.minimumRegion", "6"),
                Subset.of("0..7,12 of 110"),
                5000,
                1,
                1);
        String json = CanonicalJson.write(run);
        Run again = CanonicalJson.read(json, Run.class);
        assertThat(CanonicalJson.write(again)).isEqualTo(json);
        assertThat(again).isEqualTo(run);
        assertThat(again.key()).isEqualTo(run.key());
    }

    @Test
    void writes_what_the_format_says() {
        String sequence = CanonicalJson.write(Records.sequence());
        assertThat(sequence).contains("\"frames\":\"sequence\"");
        assertThat(CanonicalJson.read(sequence, Benchmark.class)).isEqualTo(Records.sequence());
        assertThatThrownBy(() -> CanonicalJson.read(sequence.replace(":\"sequence\"", ":\"all\""), Benchmark.class))
                .hasMessageContaining("they are a sequence or not there");
        assertThat(CanonicalJson.write(Records.benchmark()))
                .isEqualTo("{\"clip\":\"white.mp4\",\"clipSha256\":\"" + Records.hash("white")
                        + "\",\"evaluators\":\"roadseg + egomotion\",\"evaluatorsSha256\":\"" + Records.hash("roadseg")
                        + "\",\"name\":\"white\",\"official\":false,\"originalBytes\":2641803,\"pairs\":110,"
                        + "\"time\":\"2026-05-01T12:00:00Z\"}");
        assertThat(CanonicalJson.write(Records.run(
                        Records.benchmark("b", 10), Records.candidate("a", "1"), Subset.of("3,5..6 of 10"), 500, 1, 1)))
                .contains("\"subset\":\"3,5..6 of 10\"", "\"pairs\":[[3,")
                .doesNotContain("null", "score", "whole");
    }

    @Test
    void equal_recipes_are_the_same_candidate_however_they_are_described() {
        Candidate one = Records.candidate("masks.minimumRegion", "6");
        Candidate other = one.toBuilder()
                .profile("another")
                .overrides(java.util.Map.of())
                .by(Author.rule("sampler"))
                .time(Records.NOON.plusSeconds(9))
                .build();
        assertThat(other.key()).isEqualTo(one.key());
        assertThat(Records.candidate("masks.minimumRegion", "7").key()).isNotEqualTo(one.key());
    }

    @Test
    void labs_that_declare_the_same_clip_and_size_compete_for_one_floor() {
        Benchmark ours = Records.benchmark("white", 110);
        long bytes = ours.originalBytes();
        assertThat(theirs(ours.clipSha256(), bytes).key()).isEqualTo(ours.key());
        assertThat(theirs(Optional.of(Records.hash("another")), bytes).key()).isNotEqualTo(ours.key());
        assertThat(theirs(Optional.empty(), bytes).key()).isNotEqualTo(ours.key());
        assertThat(theirs(ours.clipSha256(), bytes + 1).key()).isNotEqualTo(ours.key());
    }

    private static Benchmark theirs(Optional<String> clip, long originalBytes) {
        return new Benchmark(
                "highway",
                "copy-of-white.mp4",
                clip,
                110,
                originalBytes,
                "their copy",
                Optional.of(Records.hash("roadseg")),
                false,
                Optional.empty(),
                Records.NOON.plusSeconds(9));
    }

    @Test
    void a_subset_of_many_separate_pairs_reads_back() {
        Subset every = new Subset(
                100_000,
                java.util.stream.IntStream.range(0, 50_000).mapToObj(i -> 2 * i).toList());
        assertThat(Subset.of(every.text())).isEqualTo(every);
    }

    @Test
    void refuses_what_is_no_record() {
        assertThatThrownBy(() -> CanonicalJson.read("{\"name\":\"x\"}", Benchmark.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no Benchmark: ");
        assertThrown(IllegalArgumentException.class, () -> Subset.of("5..3 of 10"));
        for (String text : new String[] {
            "5..6,6 of 10",
            "5,5 of 10",
            "0..999999,0..999999 of 999999",
            "0 of 10 of 10",
            "-1 of 10",
            "0.. of 10",
            ", of 10",
            " of 10",
            "",
            "0".repeat(1000)
        }) {
            assertThatThrownBy(() -> Subset.of(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CanonicalJson.read("null", Benchmark.class)).hasMessage("no Benchmark: nothing");
        assertThatThrownBy(() -> CanonicalJson.read("{\"kind\":null,\"name\":\"x\"}", Author.class))
                .hasMessageContaining("kind is missing");
        assertThrown(IllegalArgumentException.class, () -> Subset.of("0..99999 of 10"));
        assertThrown(IllegalArgumentException.class, () -> new Artifact("log", Records.hash("x"), 1, "../x"));
    }
}
