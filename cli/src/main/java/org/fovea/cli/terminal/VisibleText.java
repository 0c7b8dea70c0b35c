package org.fovea.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Prints what terminals would obey as {@code \\uXXXX}: control characters (C0 but line feed and tab, DEL, C1), marks that turn the direction of text around, and other characters
 * without a shape that forge what a person reads. Texts of files, ledgers and agents are printed everywhere, so the filter is where everything passes. In JSON the notation means the
 * same character.
 */
class VisibleText extends PrintStream {
    VisibleText(OutputStream out, boolean flush) {
        super(out, flush, StandardCharsets.UTF_8);
    }

    /** A text as it is printed. */
    static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().forEach(letter -> {
            if (isHarmful((char) letter)) {
                visible.append(String.format(Locale.ROOT, "\\u%04x", letter));
            } else {
                visible.append((char) letter);
            }
        });
        return visible.toString();
    }

    private static boolean isHarmful(char letter) {
        return letter < ' ' && letter != '\n' && letter != '\t'
                || letter >= 0x7f && letter <= 0x9f
                || letter == 0x61c
                || letter >= 0x200b && letter <= 0x200f
                || letter >= 0x2028 && letter <= 0x202e
                || letter >= 0x2060 && letter <= 0x206f
                || letter == 0xfeff
                || letter >= 0xfff9 && letter <= 0xfffb;
    }

    /** Prints a text of this program's own that moves the cursor. */
    void control(String sequence) {
        super.print(sequence);
    }

    @Override
    public void print(String text) {
        super.print(of(String.valueOf(text)));
    }

    @Override
    public void println(String text) {
        super.println(of(String.valueOf(text)));
    }

    @Override
    public void print(Object value) {
        print(String.valueOf(value));
    }

    @Override
    public void println(Object value) {
        println(String.valueOf(value));
    }

    @Override
    public PrintStream append(CharSequence text) {
        print(String.valueOf(text));
        return this;
    }

    @Override
    public PrintStream format(java.util.Locale locale, String format, Object... arguments) {
        print(String.format(locale, format, arguments));
        return this;
    }

    @Override
    public PrintStream format(String format, Object... arguments) {
        print(String.format(Locale.ROOT, format, arguments));
        return this;
    }
}
