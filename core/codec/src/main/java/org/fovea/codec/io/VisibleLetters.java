package org.fovea.codec.io;

import java.util.Locale;

/**
 * The filter for text of files, ledgers and agents before a terminal or a log gets it: what a terminal obeys and what a
 * reader cannot see becomes {@code \\uXXXX}. That is control characters (C0 but line feed and tab, DEL, C1, and so
 * every escape sequence), marks that turn the direction of text around, and letters without a shape that forge what a
 * person reads. In JSON the notation means the same character.
 */
public final class VisibleLetters {
    private static final int TAGS = 0xe0000;
    private static final int TAGS_END = 0xe0fff;

    private VisibleLetters() {}

    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleLetters::isHarmful)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(letter -> {
            if (isHarmful(letter)) {
                for (char unit : Character.toChars(letter)) {
                    visible.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                visible.appendCodePoint(letter);
            }
        });
        return visible.toString();
    }

    /**
     * The same as one line: line breaks of every kind become a space, so that a text cannot look like several entries
     * of a log.
     */
    public static String line(String text) {
        return of(text.replaceAll("\\R", " "));
    }

    private static boolean isHarmful(int letter) {
        return letter < ' ' && letter != '\n' && letter != '\t'
                || letter >= 0x7f && letter <= 0x9f
                || letter == 0xad
                || letter == 0x61c
                || letter == 0x115f
                || letter == 0x1160
                || letter == 0x180e
                || letter >= 0x200b && letter <= 0x200f
                || letter >= 0x2028 && letter <= 0x202e
                || letter >= 0x2060 && letter <= 0x206f
                || letter == 0x3164
                || letter == 0xfeff
                || letter == 0xffa0
                || letter >= 0xfff9 && letter <= 0xfffb
                || letter >= TAGS && letter <= TAGS_END;
    }
}
