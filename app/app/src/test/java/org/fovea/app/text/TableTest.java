package org.fovea.app.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void numbers_stand_right_and_texts_left() {
        Table table = Table.of("lr")
                .row("section", "bytes")
                .rule()
                .row("masks", "159,011")
                .row("×", "7");
        assertThat(table.render("  ")).isEqualTo("""
                          section    bytes
                          ────────────────
                          masks    159,011
                          ×              7
                        """.indent(0));
    }

    @Test
    void a_row_has_a_cell_for_each_column() {
        assertThrown(IllegalArgumentException.class, () -> Table.of("lr").row("one"));
    }
}
