package org.fovea.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Optional;
import java.util.function.BiFunction;

/** A checkpoint in memory that can stop the stage that saves: as a kill between two saves would. */
public final class MemoryCheckpoint implements Checkpoint {
    private byte[] state;
    private int savesLeft;

    /** Stops the stage after so many saves. */
    public MemoryCheckpoint(int saves) {
        savesLeft = saves;
    }

    /** The stage is stopped. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** What saves. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Checkpoint checkpoint) throws Exception;
    }

    /** The result of work that is killed after each of its saves and begun again, so many times at least. */
    public static <T> T killedAfterEachSave(int least, Work<T> work) throws Exception {
        MemoryCheckpoint checkpoint = new MemoryCheckpoint(1);
        for (int killed = 0; ; killed++) {
            try {
                T result = work.run(checkpoint);
                assertThat(killed).isGreaterThanOrEqualTo(least);
                return result;
            } catch (Killed e) {
                checkpoint.allow(1);
            }
        }
    }

    /** The result of work that is killed after so many saves and begun again. */
    public static <T> T killedAfter(int saves, Work<T> work) throws Exception {
        MemoryCheckpoint checkpoint = new MemoryCheckpoint(saves);
        assertThrown(Killed.class, () -> work.run(checkpoint));
        checkpoint.allow(Integer.MAX_VALUE);
        return work.run(checkpoint);
    }

    /** The result of a stage, which is the same with any number of threads and after a kill. */
    public static Encoding unmoved(
            int saves, Stage stage, Encoding before, BiFunction<Integer, Checkpoint, StageContext> context)
            throws Exception {
        Encoding whole = stage.run(before, context.apply(1, Checkpoint.none()));
        assertThat(stage.run(before, context.apply(3, Checkpoint.none())).archive())
                .isEqualTo(whole.archive());
        assertThat(killedAfter(saves, checkpoint -> stage.run(before, context.apply(2, checkpoint)))
                        .archive())
                .isEqualTo(whole.archive());
        return whole;
    }

    /** Lets the stage save so many times more. */
    public void allow(int saves) {
        savesLeft = saves;
    }

    @Override
    public Optional<byte[]> load() {
        return Optional.ofNullable(state).map(byte[]::clone);
    }

    @Override
    public double seconds() {
        return 0;
    }

    @Override
    public void save(byte[] saved) {
        state = saved.clone();
        savesLeft--;
        if (savesLeft == 0) {
            throw new Killed();
        }
    }
}
