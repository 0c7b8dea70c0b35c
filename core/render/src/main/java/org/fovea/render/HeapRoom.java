package org.fovea.render;

/** What Java's heap has left for rendering. */
public final class HeapRoom {
    private HeapRoom() {}

    /**
     * How many renderer the heap has room for.
     *
     * @param each bytes of a renderer, the frames of a pair included
     * @param most how many there are threads for
     * @return 1..most
     * @throws NoRoomException where there is no room for one, before anything is taken
     */
    public static int drawers(long each, int most) {
        long room = free();
        if (room < each) {
            throw new NoRoomException("drawing needs " + (each >> 20) + " MiB, Java's heap has " + (room >> 20)
                    + " MiB left; give the Java heap more, for example FOVEA_HEAP=" + ((each >> 29) + 1) + "g");
        }
        return (int) Math.min(room / each, most);
    }

    /**
     * How many of something that is useful, not needed, half of what the heap has left has room for.
     *
     * @return 0..most
     */
    static int half(long each, int most) {
        return (int) Math.min(free() / 2 / Math.max(1, each), most);
    }

    /** Bytes that may still be taken, with a tenth of the heap left for what is short-lived. */
    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        // Garbage would count as taken, and fewer renderer would share the work than could.
        System.gc();
        return runtime.maxMemory() / 10 * 9 - (runtime.totalMemory() - runtime.freeMemory());
    }
}
