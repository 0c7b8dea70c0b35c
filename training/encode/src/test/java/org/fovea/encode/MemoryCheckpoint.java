package org.fovea.encode;

import java.util.Optional;

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
