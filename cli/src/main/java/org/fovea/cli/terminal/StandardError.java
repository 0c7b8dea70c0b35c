package org.fovea.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Standard error as it was before {@code ./fovea} led descriptor 2 through a filter. The JVM prints a note about the
 * incubator module of the Vector API there, which no flag switches off; {@code ./fovea} filters it out and keeps the
 * real standard error as another descriptor. Before the first byte is written, that one becomes descriptor 2 again, for
 * this stream, native libraries and the JVM alike.
 */
final class StandardError extends OutputStream {
    private static final int STANDARD_ERROR = 2;

    private final OutputStream out = new FileOutputStream(FileDescriptor.err);
    private int kept;

    private StandardError(int kept) {
        this.kept = kept;
    }

    /**
     * The stream; the system property {@code fovea.stderr} holds the number of the descriptor that was kept, if any
     * was.
     */
    static OutputStream open() {
        return new StandardError(Integer.getInteger("fovea.stderr", STANDARD_ERROR));
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (kept != STANDARD_ERROR) {
            restore(kept);
            kept = STANDARD_ERROR;
        }
        out.write(bytes, from, length);
    }

    /** Calls {@code dup2(kept, 2)}. Where that fails, the filter stays, which passes on everything but the note. */
    private static void restore(int kept) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> dup2 = linker.defaultLookup().find("dup2");
        if (dup2.isEmpty()) {
            return;
        }
        FunctionDescriptor type =
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle call = linker.downcallHandle(dup2.get(), type);
        try {
            int _ = (int) call.invokeExact(kept, STANDARD_ERROR);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
