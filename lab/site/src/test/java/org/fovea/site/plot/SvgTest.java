package org.fovea.site.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SvgTest {
    @Test
    void a_coordinate_has_two_decimals_at_most() {
        assertThat(Svg.number(12)).isEqualTo("12");
        assertThat(Svg.number(100)).isEqualTo("100");
        assertThat(Svg.number(1.5)).isEqualTo("1.5");
        assertThat(Svg.number(-0.001)).isEqualTo("0");
        assertThat(Svg.number(-0.0)).isEqualTo("0");
        assertThat(Svg.number(0.005)).isEqualTo("0.01");
        assertThat(Svg.number(1e7)).isEqualTo("10000000");
        assertThat(Svg.number(-719.996)).isEqualTo("-720");
    }

    @Test
    void it_is_what_a_format_would_write_without_zeros_at_the_end() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0 ? random.nextDouble(-2000, 2000) : random.nextInt(-200_000, 200_000) / 1000.0;
            double written = Double.parseDouble(String.format(Locale.ROOT, "%.2f", value));
            assertThat(Double.parseDouble(Svg.number(value))).as("%s", value).isEqualTo(written);
        }
    }

    @Test
    void text_and_attributes_are_escaped() {
        Svg svg = new Svg().text("text", "a < b", "x", 1.25, "class", "\"wide\"", "y", null);
        assertThat(svg.toString()).isEqualTo("<text x=\"1.25\" class=\"&quot;wide&quot;\">a &lt; b</text>");
    }
}
