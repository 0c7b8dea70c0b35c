package org.fovea.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/** Standard output for bytes that a program reads: what goes wrong is thrown, other than by {@link PrintStream}. */
final class DataOutput extends OutputStream {
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
