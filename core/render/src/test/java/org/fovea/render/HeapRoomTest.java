package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import org.junit.jupiter.api.Test;

class HeapRoomTest {
    @Test
    void there_are_as_many_drawers_as_threads_unless_memory_has_no_room() {
        assertThat(HeapRoom.drawers(1, 1)).isEqualTo(1);
        assertThat(HeapRoom.drawers(1000, 256)).isEqualTo(256);
        long third = Runtime.getRuntime().maxMemory() / 3;
        assertThat(HeapRoom.drawers(third, 256)).isBetween(1, 2);
        assertThat(HeapRoom.drawers(third, 1)).isEqualTo(1);
    }

    @Test
    void what_no_heap_holds_is_refused() {
        long frames = 5L * 3 * 16384 * 16384;
        long most = Runtime.getRuntime().maxMemory();
        for (long each : new long[] {Math.max(frames, most), Long.MAX_VALUE}) {
            assertThrown(
                    NoRoomException.class,
                    () -> HeapRoom.drawers(each, 4),
                    "drawing needs " + (each >> 20) + " MiB, Java's heap has ");
        }
    }
}
