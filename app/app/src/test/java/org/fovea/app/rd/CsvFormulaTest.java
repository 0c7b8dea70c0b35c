package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of archives become cells of tables that spreadsheets open. */
class CsvFormulaTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"=cmd|' /C calc'!A0", "+1+1.zip", "-2+3.zip", "@SUM(A1)", "=HYPERLINK(\"http://evil\",\"x\")"})
    void a_name_is_no_formula(String name) {
        String line = RdText.csv(List.of(RdPoints.archive(RdPoint.FOVEA, name, 1000, 2)), RdPoints.RATE)
                .lines()
                .toList()
                .get(1);
        assertThat(line).doesNotContainPattern("(^|,)\"?[=+@]").doesNotContainPattern("(^|,)\"?-[^0-9]");
        assertThat(line).contains("'" + name.charAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"=1,2; \"'=1,2\"", "a,b; \"a,b\"", "a=b; a=b", "-1; '-1"},
            quoteCharacter = '~')
    void cells(String text, String cell) {
        assertThat(Columns.cell(text)).isEqualTo(cell);
    }
}
