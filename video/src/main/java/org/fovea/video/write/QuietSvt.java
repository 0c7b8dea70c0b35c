package org.fovea.video.write;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * SVT-AV1 prints its settings on standard error, past FFmpeg, unless an environment variable says otherwise when it is
 * first used. Java cannot set variables of its own process; libc can. Where there is no {@code setenv} (Windows),
 * SVT-AV1 goes on printing.
 */
final class QuietSvt {
    /** Fatal errors only. */
    private static final String LEVEL = "0";

    static {
        setEnvironment();
    }

    private QuietSvt() {}

    /** Must be called before an encoder is opened. */
    static void ensure() {}

    private static void setEnvironment() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        FunctionDescriptor types = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        MethodHandle call = linker.downcallHandle(setenv.get(), types);
        try (Arena arena = Arena.ofConfined()) {
            // The last argument: a variable that is there already, set by the user, is kept.
            int _ = (int) call.invokeExact(arena.allocateFrom("SVT_LOG"), arena.allocateFrom(LEVEL), 0);
        } catch (Throwable e) {
            throw new IllegalStateException("setenv failed", e);
        }
    }
}
