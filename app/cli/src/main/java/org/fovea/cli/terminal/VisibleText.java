package org.fovea.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fovea.codec.io.VisibleLetters;

/**
 * Prints text through {@link VisibleLetters}. Texts of files, ledgers and agents are printed everywhere, so the filter
 * is where everything passes; bytes are data and pass as they are. What else {@link PrintStream} has ends in these
 * methods.
 */
class VisibleText extends PrintStream {
    VisibleText(OutputStream out, boolean flush) {
        super(out, flush, StandardCharsets.UTF_8);
    }

    /** Prints a text of this program's own that moves the cursor. */
    void control(String sequence) {
        super.print(sequence);
    }

    @Override
    public void print(String text) {
        super.print(VisibleLetters.of(String.valueOf(text)));
    }

    @Override
    public void print(char letter) {
        print(String.valueOf(letter));
    }

    @Override
    public void print(char[] letters) {
        print(String.valueOf(letters));
    }

    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public PrintStream format(Locale locale, String format, Object... arguments) {
        print(String.format(locale, format, arguments));
        return this;
    }

    @Override
    public PrintStream format(String format, Object... arguments) {
        print(String.format(Locale.ROOT, format, arguments));
        return this;
    }
}
