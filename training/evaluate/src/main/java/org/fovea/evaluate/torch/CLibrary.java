package org.fovea.evaluate.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Settings of the C library around LibTorch. Where it does not know a function, nothing happens. */
final class CLibrary {
    private static final int ARENA_MAX = -8;
    private static final int MMAP_MAX = -4;
    private static final int TRIM_THRESHOLD = -1;
    private static final int TOP_PAD = -2;
    private static final int STEP = 256 << 20;

    private CLibrary() {}

    /**
     * Keeps what LibTorch frees instead of giving it back to the system and faulting it in again page by page, which
     * makes LibTorch 1.3 to 2 times faster. Takes effect for what is allocated afterwards; only glibc knows these
     * settings.
     */
    static void keepFreedMemory() {
        function("mallopt", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT).ifPresent(mallopt -> {
            set(mallopt, ARENA_MAX, 1);
            set(mallopt, MMAP_MAX, 0);
            set(mallopt, TRIM_THRESHOLD, Integer.MAX_VALUE);
            set(mallopt, TOP_PAD, STEP);
        });
    }

    /**
     * Ends the process without the destructors of the native libraries that are loaded so far. An interrupted program
     * still computes in other threads, which crash where the destructors have freed what they use. Only glibc knows the
     * function.
     */
    static void skipDestructors() {
        Optional<MemorySegment> end = Linker.nativeLinker().defaultLookup().find("_exit");
        // Handlers are called in reverse order, with the exit code: this one comes before those of the libraries.
        var onExit = function("on_exit", ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        if (end.isPresent() && onExit.isPresent()) {
            try {
                int _ = (int) onExit.get().invokeExact(end.get(), MemorySegment.NULL);
            } catch (Throwable e) {
                throw new IllegalStateException("on_exit", e);
            }
        }
    }

    private static Optional<MethodHandle> function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
        return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type));
    }

    /** A refusal costs speed and nothing else, so that the answer is not looked at. */
    private static void set(MethodHandle mallopt, int setting, int value) {
        try {
            int _ = (int) mallopt.invokeExact(setting, value);
        } catch (Throwable e) {
            throw new IllegalStateException("mallopt", e);
        }
    }
}
