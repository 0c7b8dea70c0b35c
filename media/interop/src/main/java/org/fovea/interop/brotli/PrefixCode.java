package org.fovea.interop.brotli;

import java.util.Arrays;

/**
 * A prefix code (RFC 7932 §3): canonical, at most 15 bits a symbol. Codes of up to eight bits are looked up, longer
 * ones are found length by length, so that a code takes little memory whatever its lengths are.
 */
final class PrefixCode {
    private static final int MAX_LENGTH = 15;
    private static final int LOOKUP_BITS = 8;
    private static final int LENGTH_SHIFT = 10;
    private static final int SYMBOL_MASK = (1 << LENGTH_SHIFT) - 1;

    /** The order of the lengths of codes for lengths (§3.5). */
    private static final int[] ORDER = {1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    /** The fixed code for lengths of codes for lengths (§3.5), by the next four bits: value and number of bits. */
    private static final int[] SHORT_VALUE = {0, 4, 3, 2, 0, 4, 3, 1, 0, 4, 3, 2, 0, 4, 3, 5};

    private static final int[] SHORT_BITS = {2, 2, 2, 3, 2, 2, 2, 4, 2, 2, 2, 3, 2, 2, 2, 4};
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int FIRST_PREVIOUS = 8;

    /** By the next bits: length and symbol, or 0 where the code is longer. */
    private final short[] lookup = new short[1 << LOOKUP_BITS];

    /** Symbols by length, then value. */
    private final short[] symbols;

    private final int[] counts;

    private PrefixCode(byte[] lengths) {
        counts = new int[MAX_LENGTH + 1];
        for (byte length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] place = new int[MAX_LENGTH + 2];
        int[] code = new int[MAX_LENGTH + 2];
        for (int length = 1; length <= MAX_LENGTH; length++) {
            place[length + 1] = place[length] + counts[length];
            code[length + 1] = code[length] + counts[length] << 1;
        }
        symbols = new short[place[MAX_LENGTH + 1]];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length == 0) {
                continue;
            }
            symbols[place[length]++] = (short) symbol;
            int bits = Integer.reverse(code[length]++) >>> 32 - length;
            for (int i = bits; length <= LOOKUP_BITS && i < lookup.length; i += 1 << length) {
                lookup[i] = (short) (length << LENGTH_SHIFT | symbol);
            }
        }
    }

    /** A code of one symbol, which takes no bits. */
    private PrefixCode(int symbol) {
        symbols = new short[] {(short) symbol};
        counts = new int[0];
    }

    /** Reads the description of a code for this number of symbols. */
    static PrefixCode read(Bits in, int alphabet) {
        int skip = in.take(2);
        return skip == 1 ? simple(in, alphabet) : complex(in, alphabet, skip);
    }

    private static PrefixCode simple(Bits in, int alphabet) {
        int count = in.take(2) + 1;
        int width = 32 - Integer.numberOfLeadingZeros(alphabet - 1);
        int[] named = new int[count];
        byte[] lengths = new byte[alphabet];
        for (int i = 0; i < count; i++) {
            named[i] = in.take(width);
            if (named[i] >= alphabet || lengths[named[i]] != 0) {
                throw in.damaged("a symbol of a prefix code is out of range or there twice");
            }
            lengths[named[i]] = 1;
        }
        if (count == 1) {
            return new PrefixCode(named[0]);
        }
        boolean chain = count == 3 || count == 4 && in.take(1) == 1;
        for (int i = 0; i < count; i++) {
            int even = count == 2 ? 1 : 2;
            lengths[named[i]] = (byte) (chain ? Math.min(i + 1, count - 1) : even);
        }
        return new PrefixCode(lengths);
    }

    private static PrefixCode complex(Bits in, int alphabet, int skip) {
        byte[] shortLengths = new byte[ORDER.length];
        int space = 32;
        int used = 0;
        int last = 0;
        for (int i = skip; i < ORDER.length && space > 0; i++) {
            int bits = (int) in.peek() & 15;
            in.skip(SHORT_BITS[bits]);
            int length = SHORT_VALUE[bits];
            shortLengths[ORDER[i]] = (byte) length;
            if (length != 0) {
                space -= 32 >> length;
                used++;
                last = ORDER[i];
            }
        }
        if (used != 1 && space != 0) {
            throw in.damaged("the lengths of a prefix code's lengths do not fit each other");
        }
        PrefixCode code = used == 1 ? new PrefixCode(last) : new PrefixCode(shortLengths);
        return new PrefixCode(lengths(in, code, alphabet));
    }

    private static byte[] lengths(Bits in, PrefixCode code, int alphabet) {
        byte[] lengths = new byte[alphabet];
        int previous = FIRST_PREVIOUS;
        int repeated = 0;
        int repeatedLength = 0;
        int space = 1 << MAX_LENGTH;
        int symbol = 0;
        while (symbol < alphabet && space > 0) {
            int length = code.next(in);
            if (length < REPEAT) {
                repeated = 0;
                lengths[symbol++] = (byte) length;
                if (length != 0) {
                    previous = length;
                    space -= 1 << MAX_LENGTH - length;
                }
                continue;
            }
            int extra = length == ZEROS ? 3 : 2;
            int again = length == ZEROS ? 0 : previous;
            if (again != repeatedLength) {
                repeated = 0;
                repeatedLength = again;
            }
            int before = repeated;
            if (repeated > 0) {
                repeated = repeated - 2 << extra;
            }
            repeated += in.take(extra) + 3;
            int more = repeated - before;
            if (more > alphabet - symbol) {
                throw in.damaged("a prefix code has more lengths than symbols");
            }
            Arrays.fill(lengths, symbol, symbol + more, (byte) again);
            symbol += more;
            if (again != 0) {
                space -= more << MAX_LENGTH - again;
            }
        }
        if (space != 0) {
            throw in.damaged("the lengths of a prefix code do not fit each other");
        }
        return lengths;
    }

    int next(Bits in) {
        if (counts.length == 0) {
            return symbols[0];
        }
        long bits = in.peek();
        int entry = lookup[(int) bits & (1 << LOOKUP_BITS) - 1];
        if (entry != 0) {
            in.skip(entry >>> LENGTH_SHIFT);
            return entry & SYMBOL_MASK;
        }
        int code = 0;
        int first = 0;
        int place = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code |= (int) (bits >>> length - 1) & 1;
            if (code - first < counts[length]) {
                in.skip(length);
                return symbols[place + code - first];
            }
            place += counts[length];
            first = first + counts[length] << 1;
            code <<= 1;
        }
        throw in.damaged("a prefix code that is not there");
    }
}
