package org.fovea.encode.masks;

/**
 * The frame before, moved block by block to where it fits the current one best: what stays the same on a moving
 * picture. Each block is compared with some pixels around it, so that neighbouring blocks agree; among equal
 * displacements the one nearest to none wins.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WarpedMap(Window window, byte[] plane) {
    private static final int BLOCK = 32;
    private static final int AROUND = 8;
    private static final int REACH = 6;

    /** A plane like the window's. */
    static byte[] of(Window window) {
        WarpedMap moved = new WarpedMap(window, window.previous.clone());
        for (int y = 0; y < window.height; y += BLOCK) {
            for (int x = 0; x < window.width; x += BLOCK) {
                moved.block(y, x);
            }
        }
        return moved.plane;
    }

    private void block(int top, int left) {
        int fewest = mismatches(top, left, 0, 0, Integer.MAX_VALUE);
        int rows = 0;
        int columns = 0;
        for (int far = 1; far <= REACH && fewest > 0; far++) {
            for (int dy = -far; dy <= far; dy++) {
                for (int dx = -far; dx <= far; dx++) {
                    if (Math.max(Math.abs(dy), Math.abs(dx)) == far) {
                        int found = mismatches(top, left, dy, dx, fewest);
                        if (found < fewest) {
                            fewest = found;
                            rows = dy;
                            columns = dx;
                        }
                    }
                }
            }
        }
        for (int y = top; y < Math.min(window.height, top + BLOCK); y++) {
            for (int x = left; x < Math.min(window.width, left + BLOCK); x++) {
                plane[window.index(y, x)] = previous(y + rows, x + columns);
            }
        }
    }

    /** Pixels that differ in the block and around it; counting stops at {@code enough}. */
    private int mismatches(int top, int left, int rows, int columns, int enough) {
        int count = 0;
        for (int y = Math.max(0, top - AROUND); y < Math.min(window.height, top + BLOCK + AROUND); y++) {
            for (int x = Math.max(0, left - AROUND); x < Math.min(window.width, left + BLOCK + AROUND); x++) {
                count += window.current[window.index(y, x)] == previous(y + rows, x + columns) ? 0 : 1;
            }
            if (count >= enough) {
                return count;
            }
        }
        return count;
    }

    private byte previous(int y, int x) {
        return window.previous[window.index(Math.clamp(y, 0, window.height - 1), Math.clamp(x, 0, window.width - 1))];
    }
}
