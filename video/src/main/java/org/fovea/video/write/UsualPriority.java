package org.fovea.video.write;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * SVT-AV1 gives the thread that opens it, and its own threads, the highest real-time priority where it may: as root.
 * Whatever such a thread does afterwards, training for hours for example, keeps all other processes from running, and
 * every thread that it starts inherits that. So the priority is taken back. Only Linux is cared for; elsewhere nothing
 * happens.
 */
final class UsualPriority {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final int USUAL = 0; // SCHED_OTHER
    private static final int UNKNOWN = -1;

    private final Set<String> threads;
    private final boolean usual;

    private UsualPriority(Set<String> threads, boolean usual) {
        this.threads = threads;
        this.usual = usual;
    }

    /** To be called by the thread that will open an encoder. */
    static UsualPriority now() {
        boolean usual = Files.isDirectory(THREADS) && policy() == USUAL;
        return new UsualPriority(usual ? threads() : Set.of(), usual);
    }

    /** To be called by the same thread once the encoder is open. */
    void restore() {
        if (!usual || policy() == USUAL) {
            return;
        }
        set(0); // this thread
        for (String thread : threads()) {
            if (!threads.contains(thread)) {
                set(Integer.parseInt(thread));
            }
        }
    }

    private static Set<String> threads() {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(THREADS)) {
            all.forEach(each -> names.add(each.getFileName().toString()));
        } catch (IOException e) {
            return Set.of(); // not told; this thread's own priority is what matters most
        }
        return names;
    }

    private static int policy() {
        Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("sched_getscheduler");
        if (function.isEmpty()) {
            return UNKNOWN;
        }
        MethodHandle call = Linker.nativeLinker()
                .downcallHandle(function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) call.invokeExact(0);
        } catch (Throwable e) {
            throw new IllegalStateException("sched_getscheduler failed", e);
        }
    }

    /** A thread that has ended meanwhile is left alone by the system. */
    private static void set(int thread) {
        Optional<MemorySegment> function = Linker.nativeLinker().defaultLookup().find("sched_setscheduler");
        if (function.isEmpty()) {
            return;
        }
        MethodHandle call = Linker.nativeLinker()
                .downcallHandle(
                        function.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(ValueLayout.JAVA_INT); // struct sched_param with a priority of 0
            int _ = (int) call.invokeExact(thread, USUAL, none);
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setscheduler failed", e);
        }
    }
}
