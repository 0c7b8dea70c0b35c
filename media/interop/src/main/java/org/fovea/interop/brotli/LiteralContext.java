package org.fovea.interop.brotli;

/** What the two bytes before a literal say about it (RFC 7932 §7.1). */
final class LiteralContext {
    private static final int LOW_BITS = 0;
    private static final int HIGH_BITS = 1;
    private static final int TEXT = 2;

    /** For the printable letters from space on, what they tell of the letter behind them, times four. */
    private static final String LAST_LETTER =
            "2343353467338393;;;;;;;;;;886:733<===<===<=====<=====<=====637333>???>???>?????>?????>?????6373";

    private static final int[] LAST = new int[256];
    private static final int[] BEFORE = new int[256];
    private static final int[] SIZE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            if (i >= 192) {
                LAST[i] = 2 + (i & 1);
            } else if (i >= 128) {
                LAST[i] = i & 1;
            } else if (i >= ' ' && i < 127) {
                LAST[i] = 4 * (LAST_LETTER.charAt(i - ' ') - '0');
            }
            boolean letter = i >= 'A' && i <= 'Z' || i >= '0' && i <= '9';
            if (i >= 'a' && i <= 'z') {
                BEFORE[i] = 3;
            } else if (letter || i >= 224) {
                BEFORE[i] = 2;
            } else if (i > ' ' && i < 127) {
                BEFORE[i] = 1;
            }
            SIZE[i] = size(i);
        }
        LAST['\t'] = 4;
        LAST['\n'] = 4;
        LAST['\r'] = 4;
    }

    private LiteralContext() {}

    /** 0 to 63. */
    static int of(int mode, int last, int before) {
        return switch (mode) {
            case LOW_BITS -> last & 63;
            case HIGH_BITS -> last >>> 2;
            case TEXT -> LAST[last] | BEFORE[before];
            default -> SIZE[last] << 3 | SIZE[before];
        };
    }

    /** Of a byte with a sign: 0 for 0, 7 for -1, near each end by powers of two. */
    private static int size(int value) {
        if (value == 0) {
            return 0;
        }
        if (value == 255) {
            return 7;
        }
        int[] from = {1, 16, 64, 128, 192, 240};
        int size = 0;
        while (size < from.length && value >= from[size]) {
            size++;
        }
        return size;
    }
}
