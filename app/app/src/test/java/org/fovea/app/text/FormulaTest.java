package org.fovea.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
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
