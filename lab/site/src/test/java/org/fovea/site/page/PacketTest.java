package org.fovea.site.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.RunRow;
import org.fovea.site.Labs;
import org.fovea.site.layout.Site;
import org.fovea.site.model.PairCosts;
import org.fovea.site.model.Snapshot;
import org.junit.jupiter.api.Test;

/** A packet says all that a reviewer needs, and what is not there. */
class PacketTest {
    @Test
    void stand_in_says_so_and_names_all_hashes() {
        Snapshot snapshot = Labs.example();
        RunRow floor = snapshot.floor(snapshot.benchmarks().getFirst()).orElseThrow();
        String page = page(snapshot, "packet.html");

        assertThat(page).contains("A stand-in's score", floor.key(), floor.candidate(), floor.codeVersion());
        snapshot.details(floor)
                .artifacts()
                .forEach(artifact -> assertThat(page).contains(artifact.sha256(), artifact.path()));
        assertThat(page)
                .contains("fovea score --original drive.mkv --candidate artifacts/de/")
                .contains("fovea lab show R-0047", "part of the gain is selection")
                .doesNotContain("What this packet cannot show", "Doubtful");
    }

    @Test
    void published_floor_is_doubtful() {
        String page = page(Labs.comma(), "packet.html");

        assertThat(page)
                .contains("Doubtful.", "not-reproduced", "floor-accounting", "R-0051", "What this packet cannot show")
                .contains("the challenge's own")
                .doesNotContain("A stand-in", "sha256sum", "fovea score --original");
    }

    @Test
    void lab_without_floor_says_how_to_make_one() {
        assertThat(page(Labs.empty(), "packet.html")).contains("nothing to review", "fovea lab floor set");
    }

    @Test
    void worst_pairs_and_sections_add_up() {
        Snapshot snapshot = Labs.example();
        Run run = snapshot.details(
                snapshot.floor(snapshot.benchmarks().getFirst()).orElseThrow());

        List<PairCosts.PairPoints> all = PairCosts.PairPoints.worst(run, 1000);
        assertThat(all).hasSize(24).isSortedAccordingTo((a, b) -> Double.compare(b.points(), a.points()));
        assertThat(PairCosts.PairPoints.worst(run, 10)).isEqualTo(all.subList(0, 10));
        assertThat(Packet.Section.of(run).stream()
                        .mapToDouble(Packet.Section::points)
                        .sum())
                .isCloseTo(run.terms().rate(), org.assertj.core.data.Offset.offset(1e-12));
    }

    @Test
    void words_of_commands_are_quoted() {
        assertThat(Reproduction.ShellWord.file("a/b-c.zip")).isEqualTo("a/b-c.zip");
        assertThat(Reproduction.ShellWord.file("-rf")).isEqualTo("./-rf");
        assertThat(Reproduction.ShellWord.file("a b; rm 'x' $(y)")).isEqualTo("'a b; rm '\\''x'\\'' $(y)'");
    }

    @Test
    void packet_of_a_hostile_lab_falls_back_to_the_floor_that_holds() {
        assertThat(page(DecisionLabs.hostile(), "packet.html")).contains("R-0001, the baseline of");
    }

    private static String page(Snapshot snapshot, String path) {
        Site site = Labs.site(snapshot);
        return new String(site.files().file(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }
}
