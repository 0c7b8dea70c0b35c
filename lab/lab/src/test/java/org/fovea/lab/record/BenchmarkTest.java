package org.fovea.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.fovea.lab.Records;
import org.junit.jupiter.api.Test;

final class BenchmarkTest {
    private final Benchmark ours = Records.benchmark("white", 110);

    private Benchmark theirs(Optional<String> clip, long originalBytes) {
        return new Benchmark(
                "highway",
                "copy-of-white.mp4",
                clip,
                ours.pairs(),
                originalBytes,
                "their copy",
                ours.evaluatorsSha256(),
                false,
                ours.time().plusSeconds(9));
    }

    @Test
    void labs_that_declare_the_same_compete_for_one_floor() {
        assertThat(theirs(ours.clipSha256(), ours.originalBytes()).key()).isEqualTo(ours.key());
    }

    @Test
    void another_clip_or_size_is_another_benchmark() {
        assertThat(theirs(Optional.of(Records.hash("another")), ours.originalBytes())
                        .key())
                .isNotEqualTo(ours.key());
        assertThat(theirs(Optional.empty(), ours.originalBytes()).key()).isNotEqualTo(ours.key());
        assertThat(theirs(ours.clipSha256(), ours.originalBytes() + 1).key()).isNotEqualTo(ours.key());
    }
}
