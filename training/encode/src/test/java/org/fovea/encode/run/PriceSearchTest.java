package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.fovea.evaluate.score.Score;
import org.junit.jupiter.api.Test;

/** Searches on functions in place of archives. */
class PriceSearchTest {
    private static final double OWN = 25;

    private static PriceTrial trial(double rate, double bytes, double loss) {
        return new PriceTrial(rate, Math.round(bytes), loss, new Score(loss, 0, 0.1, List.of()), 1);
    }

    private static List<PriceTrial> search(
            Target target, int most, DoubleUnaryOperator bytes, DoubleUnaryOperator loss) {
        List<PriceTrial> trials = new ArrayList<>();
        PriceSearch search = new PriceSearch(target, most);
        for (OptionalDouble rate = OptionalDouble.of(OWN); rate.isPresent(); rate = search.next(trials)) {
            double price = rate.getAsDouble();
            trials.add(trial(price, bytes.applyAsDouble(price), loss.applyAsDouble(price)));
        }
        return trials;
    }

    /** As of real archives: bytes fall and loss rises slowly with the price. */
    private static double bytes(double rate) {
        return 5000 + 15_000 * Math.pow(rate / OWN, -0.4);
    }

    private static double loss(double rate) {
        return 0.15 + 0.15 * Math.pow(rate / OWN, 0.5);
    }

    @Test
    void fewer_bytes_and_less_loss_are_found_in_five_trials() {
        for (double limit : new double[] {7_000, 10_000, 15_000, 19_000, 24_000, 40_000}) {
            Target target = Target.ofBytes((long) limit);
            PriceChoice choice =
                    PriceChoice.of(target, search(target, 5, PriceSearchTest::bytes, PriceSearchTest::loss));
            assertThat(choice.reached()).as("%s", choice).isTrue();
            assertThat((double) choice.bytes()).as("%s", choice).isBetween(0.9 * limit, limit);
        }
        for (double limit : new double[] {0.2, 0.25, 0.29, 0.5}) {
            Target target = Target.ofLoss(limit);
            PriceChoice choice =
                    PriceChoice.of(target, search(target, 5, PriceSearchTest::bytes, PriceSearchTest::loss));
            assertThat(choice.reached()).as("%s", choice).isTrue();
            assertThat(choice.loss()).as("%s", choice).isBetween(0.9 * limit, limit);
            assertThat(choice.rate() < OWN).isEqualTo(limit < 0.3);
        }
    }

    @Test
    void what_is_near_enough_at_once_is_not_searched() {
        Target target = Target.ofBytes(20_100);
        assertThat(search(target, 5, PriceSearchTest::bytes, PriceSearchTest::loss))
                .hasSize(1);
        assertThat(search(Target.ofBytes(10), 1, PriceSearchTest::bytes, PriceSearchTest::loss))
                .hasSize(1);
    }

    @Test
    void an_impossible_target_ends_at_the_last_price_and_says_so() {
        Target target = Target.ofBytes(4_000);
        List<PriceTrial> trials = search(target, 20, PriceSearchTest::bytes, PriceSearchTest::loss);
        assertThat(trials).hasSizeLessThan(20);
        assertThat(trials.getLast().rate() / OWN).isGreaterThan(250);
        PriceChoice choice = PriceChoice.of(target, trials);
        assertThat(choice.reached()).isFalse();
        assertThat(choice.rate()).isEqualTo(trials.getLast().rate());
        assertThat(choice.why()).contains("at most 4,000 bytes not reached: the nearest of");
        // Nothing follows the price: the last one is tried at once.
        assertThat(search(target, 20, rate -> 9000, rate -> 1)).hasSize(3);
        assertThat(search(Target.ofLoss(0.1), 20, rate -> 9000, rate -> 1)).hasSize(3);
    }

    @Test
    void where_the_farthest_price_is_worse_again_the_best_one_between_is_looked_for() {
        List<PriceTrial> trials =
                search(Target.ofBytes(7_500), 12, rate -> 7_000 + 700 * Math.pow(Math.log(rate / 300), 2), rate -> 1);
        assertThat(Target.ofBytes(7_500).best(trials).bytes()).isLessThanOrEqualTo(7_500);
    }

    @Test
    void of_those_that_keep_a_limit_the_best_by_the_other_measure_is_taken() {
        List<PriceTrial> trials = List.of(trial(25, 100, 0.5), trial(30, 90, 0.4), trial(40, 80, 0.45));
        assertThat(Target.ofBytes(95).best(trials)).isEqualTo(trials.get(1));
        assertThat(Target.ofLoss(0.47).best(trials)).isEqualTo(trials.get(2));
        assertThat(Target.ofBytes(70).best(trials)).isEqualTo(trials.get(2));
        assertThat(Target.ofLoss(0.1).best(trials)).isEqualTo(trials.get(1));
        assertThrown(IllegalArgumentException.class, () -> Target.ofLoss(0));
        assertThatThrownBy(() -> Target.ofBytes(-1)).hasMessageContaining("must be above 0");
    }
}
