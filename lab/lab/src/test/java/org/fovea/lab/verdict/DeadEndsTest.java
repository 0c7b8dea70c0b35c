package org.fovea.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.Records;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.store.LedgerException;
import org.junit.jupiter.api.Test;

final class DeadEndsTest extends ClosedIdeas {
    private Candidate vary(Map<String, String> point) {
        return vary(point, Optional.empty());
    }

    private void close(String family, Map<String, String> region, Map<String, String> preconditions) {
        close(family, region, floor, preconditions);
    }

    private boolean closed(Map<String, String> point) {
        Candidate candidate = vary(point);
        boolean closed = !DeadEnds.closing(ledger, candidate, BENCHMARK).isEmpty();
        assertThat(DeadEnds.open(ledger, BENCHMARK).test(candidate)).isEqualTo(!closed);
        return closed;
    }

    @Test
    void a_region_closes_whoever_enters_it() {
        close("masks", Map.of("masks.minimumRegion", "12.."), Map.of("code", "abc"));
        assertThat(closed(Map.of("masks.minimumRegion", "12"))).isTrue();
        assertThat(closed(Map.of("masks[2].minimumRegion", "40"))).isTrue();
        assertThat(closed(Map.of("masks.minimumRegion", "16", "seed", "4"))).isTrue();
        assertThat(closed(Map.of("masks.minimumRegion", "11"))).isFalse();
        assertThat(closed(Map.of("renderer.channels", "14"))).isFalse();
    }

    @Test
    void who_inherits_a_setting_does_not_try_it() {
        close("masks", Map.of("masks.minimumRegion", "6..10"), Map.of("code", "abc")); // the base's own is 8
        assertThat(closed(Map.of("renderer.channels", "14"))).isFalse();
        assertThat(closed(Map.of("masks.minimumRegion", "9"))).isTrue();
    }

    @Test
    void all_constraints_of_a_region_must_hold() {
        close("masks", Map.of("masks.minimumRegion", "2|4", "train.steps", "..1000"), Map.of("code", "abc"));
        assertThat(closed(Map.of("masks.minimumRegion", "4"))).isFalse();
        assertThat(closed(Map.of("masks.minimumRegion", "4", "train.steps", "900")))
                .isTrue();
        assertThat(closed(Map.of("masks.minimumRegion", "6", "train.steps", "900")))
                .isFalse();
    }

    @Test
    void no_region_closes_exactly_the_family() {
        close("masks", Map.of(), Map.of("code", "abc"));
        assertThat(closed(Map.of("masks.minimumRegion", "5"))).isTrue();
        assertThat(closed(Map.of("masks.minimumRegion", "5", "seed", "4"))).isFalse();
        assertThat(closed(Map.of("seed", "4"))).isFalse();
    }

    @Test
    void other_networks_or_another_clip_close_nothing() {
        close("masks", Map.of(), Map.of("evaluators", Records.hash("others")));
        close("masks", Map.of("masks.minimumRegion", "2.."), Map.of("clip", Records.hash("another")));
        assertThat(closed(Map.of("masks.minimumRegion", "5"))).isFalse();
        close("masks", Map.of(), Map.of("evaluators", Records.hash("roadseg"), "clip", Records.hash("white")));
        assertThat(closed(Map.of("masks.minimumRegion", "5"))).isTrue();
    }

    @Test
    void a_closed_candidate_is_stopped_with_the_evidence_unless_it_gives_a_reason() {
        close("masks", Map.of("masks.minimumRegion", "12.."), Map.of("code", "abc"));
        Candidate candidate = vary(Map.of("masks.minimumRegion", "12"));
        assertThatThrownBy(() -> DeadEnds.check(ledger, candidate, BENCHMARK))
                .isInstanceOf(LedgerException.class)
                .hasMessageContainingAll(
                        "D-0001",
                        "masks.minimumRegion=12..",
                        "specks",
                        "gain -0.012",
                        "R-0001",
                        "8 pairs",
                        "another coder")
                .hasMessageNotContaining("\n");
        Candidate insisting = vary(Map.of("masks.minimumRegion", "12"), Optional.of("the coder is another one"));
        assertThatCode(() -> DeadEnds.check(ledger, insisting, BENCHMARK)).doesNotThrowAnyException();
        assertThat(DeadEnds.closing(ledger, insisting, BENCHMARK)).hasSize(1);
        assertThat(ledger.add(insisting).record().despite()).contains("the coder is another one");
    }

    @Test
    void a_foreign_candidate_without_parent_is_closed_by_what_it_says_it_changes() {
        close("masks", Map.of("lambda", "0.5..1"), Map.of("code", "abc"));
        assertThat(DeadEnds.closing(ledger, Records.candidate("lambda", "0.7"), BENCHMARK))
                .hasSize(1);
        assertThat(DeadEnds.closing(ledger, Records.candidate("lambda", "1.1"), BENCHMARK))
                .isEmpty();
    }

    @Test
    void regions_are_read_or_refused() {
        assertThat(holds("6..", "6", "6.0", "1e3")).isTrue();
        assertThat(holds("6..", "5.99")).isFalse();
        assertThat(holds("..-2", "-2", "-3.5")).isTrue();
        assertThat(holds("..-2", "-1")).isFalse();
        assertThat(holds("0.5..1.5", "0.5", "1.50")).isTrue();
        assertThat(holds("a | b", "a", "b")).isTrue();
        assertThat(holds("1..2|5", "5", "1.5")).isTrue();
        assertThat(holds("1..2|5", "3")).isFalse();
        assertThat(holds("[1.5, 2]", "[1.5,2.0]")).isTrue();
        assertThat(holds("[1.5, 2]", "[1.5]")).isFalse();
        assertThat(holds("6..", "many")).isFalse();
        for (String wrong : List.of("", "..", "4..1", "a..b", "a|")) {
            assertThatThrownBy(() -> Region.of(Map.of("x", wrong)))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("6.., ..2, 1..4");
        }
        assertThatThrownBy(() -> Region.of(Map.of("a b", "1"))).hasMessageContaining("no path");
    }

    private static boolean holds(String constraint, String... values) {
        Region region = Region.of(Map.of("x", constraint));
        return List.of(values).stream().allMatch(region.constraints().get("x"));
    }
}
