package org.fovea.video.write;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Two habits of SVT-AV1 that Fovea suppresses. It prints its settings on standard error, past FFmpeg, unless an
 * environment variable says otherwise when it is first used. And it gives the thread that opens it, and its own
 * threads, the highest real-time priority where it may: as root. Such a thread keeps all other processes from running,
 * and every thread that it starts inherits the priority. Both need functions of libc; without them (Windows), SVT-AV1
 * goes on as it does.
 */
final class SvtHabits {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int USUAL = 0; // SCHED_OTHER

    private static final String LEVEL = "0";

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    static {
        try (Arena arena = Arena.ofConfined()) {
            // The last argument: a variable that the user has set is kept.
            call(
                    "setenv",
                    FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT),
                    arena.allocateFrom("SVT_LOG"),
                    arena.allocateFrom(LEVEL),
                    0);
        }
    }

    private SvtHabits() {}

    /** Whether the calling thread has the usual priority; to be asked before it opens an encoder. */
    static boolean isUsualPriority() {
        return Files.isDirectory(THREADS)
                && call("sched_getscheduler", FunctionDescriptor.of(INT, INT), 0)
                        .equals(OptionalInt.of(USUAL));
    }

    /** Gives all threads the usual priority, after an encoder is open. */
    static void restorePriority() {
        if (isUsualPriority()) {
            return;
        }
        set(0); // this thread
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            threads.forEach(thread -> set(Integer.parseInt(thread.getFileName().toString())));
        } catch (IOException e) {
            return; // this thread's own priority matters most
        }
    }

    /** The system ignores a thread that has ended meanwhile. */
    private static void set(int thread) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(INT); // struct sched_param with a priority of 0
            call("sched_setscheduler", FunctionDescriptor.of(INT, INT, INT, ValueLayout.ADDRESS), thread, USUAL, none);
        }
    }

    /** Calls a function of libc; empty where there is none. */
    private static OptionalInt call(String name, FunctionDescriptor types, Object... arguments) {
        Linker linker = Linker.nativeLinker();
        MemorySegment function = linker.defaultLookup().find(name).orElse(null);
        if (function == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of((int) linker.downcallHandle(function, types).invokeWithArguments(arguments));
        } catch (Throwable e) {
            throw new IllegalStateException(name + " failed", e);
        }
    }
}
