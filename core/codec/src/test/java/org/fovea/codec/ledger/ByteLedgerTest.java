package org.fovea.codec.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteLedgerTest {
    private static final ByteLedger LEDGER = new ByteLedger(
            1000,
            List.of(
                    LedgerEntry.structure("zip", "stored", 100),
                    LedgerEntry.content("masks", "<mixing & more>", 900, 100_000, 100_000)));

    @Test
    void parts_must_add_up() {
        assertThatThrownBy(() -> new ByteLedger(1001, LEDGER.entries())).hasMessageContaining("add up to 1000");
    }

    @Test
    void figures() {
        LedgerEntry masks = LEDGER.entries().get(1);
        assertThat(LEDGER.share(masks)).isEqualTo(0.9);
        assertThat(LEDGER.structureBytes()).isEqualTo(100);
        assertThat(masks.bitsPerSymbol()).hasValue(0.072);
        assertThat(LEDGER.entries().getFirst().bitsPerSymbol()).isEmpty();
    }
}
