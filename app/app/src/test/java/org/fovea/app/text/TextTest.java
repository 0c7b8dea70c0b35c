package org.fovea.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0 bytes", "9999|9,999 bytes", "10000|10.0 kB", "3662409600|3.7 GB", "26861724|26.9 MB"})
    void sizes_keep_a_digit_before_the_point(long bytes, String text) {
        assertThat(Text.size(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0:00", "59.6|1:00", "125|2:05", "3725|1:02:05", "36000|10:00:00"})
    void clocks_show_hours_only_where_there_are_some(double seconds, String text) {
        assertThat(Text.clock(seconds)).isEqualTo(text);
    }

    @Test
    void one_of_something_is_singular() {
        assertThat(Text.count(1, "pair")).isEqualTo("1 pair");
        assertThat(Text.count(0, "pair")).isEqualTo("0 pairs");
        assertThat(Text.count(1200, "pair")).isEqualTo("1,200 pairs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://evil\",\"x\")", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1"})
    void what_a_spreadsheet_would_compute_begins_with_an_apostrophe(String text) {
        assertThat(Text.cell(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "masks", "a=b", "white-2"})
    void other_texts_stay_as_they_are(String text) {
        assertThat(Text.cell(text)).isEqualTo(text);
    }
}
