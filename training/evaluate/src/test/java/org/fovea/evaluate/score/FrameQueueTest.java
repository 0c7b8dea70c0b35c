package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue(new FrameSize(1, 1), 2);
    private final byte[] frame = new byte[3];

    @Test
    void frames_come_out_in_order_and_the_maker_waits_for_the_reader() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Thread maker = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < 50; i++) {
                    frame[0] = (byte) i; // a maker uses its array again
                    queue.put(frame);
                    made.incrementAndGet();
                }
                queue.end();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        byte[] got = new byte[3];
        for (int i = 0; i < 50; i++) {
            assertThat(made.get()).isLessThanOrEqualTo(i + 3);
            assertThat(queue.next(got)).isTrue();
            assertThat(got[0]).isEqualTo((byte) i);
        }
        assertThat(queue.next(got)).isFalse();
        assertThat(queue.next(got)).isFalse();
        maker.join();
    }

    @Test
    void a_problem_of_the_maker_follows_its_frames() throws Exception {
        queue.put(frame);
        queue.fail(new FormatException("masks", 7, "damaged"));
        assertThat(queue.next(frame)).isTrue();
        assertThrown(FormatException.class, () -> queue.next(frame), "damaged");
        assertThat(queue.next(frame)).isFalse();
    }

    @Test
    void a_waiting_maker_goes_on_when_the_reader_leaves() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch full = new CountDownLatch(2);
        Thread maker = Thread.ofPlatform().start(() -> {
            try {
                while (true) {
                    queue.put(frame);
                    full.countDown();
                }
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        full.await();
        queue.close();
        assertThat(maker.join(Duration.ofSeconds(30))).isTrue();
        assertThat(thrown.get())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the reader of the frames has stopped");
    }

    @Test
    void a_frame_of_another_size_is_refused() {
        assertThrown(IllegalArgumentException.class, () -> queue.put(new byte[4]));
    }
}
