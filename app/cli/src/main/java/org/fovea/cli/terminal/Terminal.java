package org.fovea.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where a command prints. Results go to {@code out}; progress, notes and errors to {@code err}.
 *
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8
 * @param interactive whether a person sees {@code err} as it is written
 * @param columns width of a line
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** The terminal of this process. {@code ./fovea} passes by properties what Java cannot ask the system. */
    public static Terminal ofProcess() {
        PrintStream out = new ProcessOutput(StandardOutput.open());
        return new Terminal(
                out,
                new VisibleText(StandardError.open(), true),
                Boolean.getBoolean("fovea.interactive"),
                columnsOfProcess());
    }

    /**
     * Standard output for bytes instead of text. A failure is thrown, {@link ReaderGoneException} where the reader has
     * closed it.
     */
    public OutputStream data() {
        return new DataOutput(out, () -> out instanceof ProcessOutput process && process.readerGone());
    }

    /** Standard output of this process. */
    private static final class ProcessOutput extends VisibleText {
        private final StandardOutput target;

        ProcessOutput(StandardOutput target) {
            super(target, false);
            this.target = target;
        }

        boolean readerGone() {
            return target.readerGone();
        }
    }

    /** Moves the cursor, where a person sees it. */
    public static void control(PrintStream stream, String sequence) {
        if (stream instanceof VisibleText visible) {
            visible.control(sequence);
        } else {
            stream.print(sequence);
        }
    }

    private static int columnsOfProcess() {
        try {
            int columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", ""));
            return Math.clamp(columns, 40, 200);
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /** Standard output for bytes that a program reads: what goes wrong is thrown, other than by {@link PrintStream}. */
    static final class DataOutput extends OutputStream {
        private final PrintStream out;
        private final BooleanSupplier readerGone;

        DataOutput(PrintStream out, BooleanSupplier readerGone) {
            this.out = out;
            this.readerGone = readerGone;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            verify();
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            verify();
        }

        private void verify() throws IOException {
            if (readerGone.getAsBoolean()) {
                throw new ReaderGoneException();
            }
            if (out.checkError()) {
                throw new IOException("standard output cannot be written");
            }
        }
    }

    /** Standard output for which a reader that has gone, such as {@code head}, is no error. */
    static final class StandardOutput extends FilterOutputStream {
        private volatile boolean readerGone;

        private StandardOutput(OutputStream out) {
            super(out);
        }

        static StandardOutput open() {
            return new StandardOutput(new FileOutputStream(FileDescriptor.out));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                if (!"Broken pipe".equals(e.getMessage())) {
                    throw e;
                }
                readerGone = true;
            }
        }

        /** Whether something was written that nobody reads any more. */
        boolean readerGone() {
            return readerGone;
        }
    }

    /**
     * Standard error as it was before {@code ./fovea} led descriptor 2 through a filter. The JVM prints a note about
     * the incubator module of the Vector API there, which no flag switches off; {@code ./fovea} filters it out and
     * keeps the real standard error as another descriptor. Before the first byte is written, that one becomes
     * descriptor 2 again, for this stream, native libraries and the JVM alike.
     */
    static final class StandardError extends OutputStream {
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

    /** The reader of standard output, such as {@code head}, has closed it: a reason to stop, and no error. */
    public static final class ReaderGoneException extends IOException {
        private static final long serialVersionUID = 1;

        ReaderGoneException() {
            super("nobody reads standard output any more");
        }
    }
}
