package org.fovea.interop.brotli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The words that every Brotli stream may refer to (RFC 7932, appendices A and B), and what it may do to them. */
final class Dictionary {
    static final int MIN_LENGTH = 4;
    static final int MAX_LENGTH = 24;

    /** Longest word with its prefix and suffix. */
    static final int MAX_TRANSFORMED = 37;

    /** Binary logarithm of the number of words of each length, from {@link #MIN_LENGTH} on. */
    private static final int[] LOGARITHMS = {10, 10, 11, 11, 10, 10, 10, 10, 10, 9, 9, 8, 7, 7, 8, 7, 7, 6, 6, 5, 5};

    private static final byte[] WORDS = load();
    private static final int[] OFFSETS = offsets();

    /**
     * What may be done to a word: # is the word, 3# for it without its first three letters, #3 without its last three,
     * ^ for it with a capital, ! in capitals. Bars divide them.
     */
    private static final String[] TRANSFORMS =
            ("#|# | # |1#|^ |# the | #|s # |# of |^|# and |2#|#1|, # |#, | ^ |# in |# to |e # |#\"|#.|#\">|#\n"
                            + "|#3|#]|# for |3#|#2|# a |# that | ^|#. |.#| #, |4#|# with |#'|# from |# by |5#|6#| "
                            + "the #|#4|#. The"
                            + " |!|# on |# as |# is |#7|#1ing |#\n"
                            + "\t|#:| #. |#ed |9#|7#|#6|#(|^, |#8|# at |#ly | the # of |#5|#9| ^, |^\"|.#(|! "
                            + "|^\">|#=\"|"
                            + " #.|.com/#| the # of the |^'|#. This |#,|.# |^(|^.|# not | #=\"|#er | ! |#al | "
                            + "!|#='|!\"|^. |"
                            + " #(|#ful | ^. |#ive |#less |!'|#est | ^.|!\">| #='|^,|#ize |!.|\u00c2\u00a0#| "
                            + "#,|^=\"|!=\"|#ous |!,"
                            + " |^='| ^,| !=\"| !, |!,|!(|!. | !.|!='| !. | ^=\"| !='| ^='")
                    .split("\\|");

    private Dictionary() {}

    /**
     * Writes a word.
     *
     * @param length letters of the word, {@link #MIN_LENGTH} to {@link #MAX_LENGTH}
     * @param reference word among those of its length, and above them what is done to it
     * @param target room for {@link #MAX_TRANSFORMED} bytes
     * @return bytes written, or -1 where nothing has that reference
     */
    static int write(int length, int reference, byte[] target) {
        int logarithm = LOGARITHMS[length - MIN_LENGTH];
        int transform = reference >>> logarithm;
        if (transform >= TRANSFORMS.length) {
            return -1;
        }
        String pattern = TRANSFORMS[transform];
        int from = OFFSETS[length - MIN_LENGTH] + length * (reference & (1 << logarithm) - 1);
        int to = from + length;
        int at = 0;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            boolean here = letter == '#' || letter == '^' || letter == '!';
            if (!here && !Character.isDigit(letter)) {
                target[at++] = (byte) letter;
            } else if (here) {
                int first = i > 0 ? Math.max(0, Character.digit(pattern.charAt(i - 1), 10)) : 0;
                int last = i + 1 < pattern.length() ? Math.max(0, Character.digit(pattern.charAt(i + 1), 10)) : 0;
                int start = at;
                for (int k = from + first; k < to - last; k++) {
                    target[at++] = WORDS[k];
                }
                for (int k = start; letter != '#' && k < at; k = letter == '^' ? at : k + width(target[k])) {
                    raise(target, k, at);
                }
            }
        }
        return at;
    }

    private static int width(byte lead) {
        int value = lead & 0xff;
        if (value < 0xc0) {
            return 1;
        }
        return value < 0xe0 ? 2 : 3;
    }

    /** RFC 7932 §8: what comes close to a capital letter in UTF-8. */
    private static void raise(byte[] word, int at, int end) {
        int width = width(word[at]);
        if (width == 1) {
            word[at] ^= (byte) (word[at] >= 'a' && word[at] <= 'z' ? 32 : 0);
        } else if (at + width <= end) {
            word[at + width - 1] ^= (byte) (width == 2 ? 32 : 5);
        }
    }

    private static int[] offsets() {
        int[] offsets = new int[LOGARITHMS.length];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = offsets[i - 1] + (MIN_LENGTH + i - 1 << LOGARITHMS[i - 1]);
        }
        return offsets;
    }

    private static byte[] load() {
        try (InputStream packed = Objects.requireNonNull(Dictionary.class.getResourceAsStream("dictionary.gz"));
                InputStream in = new GZIPInputStream(packed)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
