package org.fovea.interop.brotli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one Brotli stream (RFC 7932), whose windows reach up to 16 MiB back. It holds what it has decoded, once, and
 * at most a few hundred prefix codes; every step either reads a bit or writes a byte, so that time follows from the
 * lengths of input and output.
 */
final class BrotliDecoder {
    private static final int LITERALS = 0;
    private static final int COMMANDS = 1;
    private static final int DISTANCES = 2;
    private static final int COMMAND_ALPHABET = 704;
    private static final int BLOCK_COUNTS = 26;
    private static final int WHOLE = 1 << 24;
    private static final int LITERAL_CONTEXTS = 64;
    private static final int DISTANCE_CONTEXTS = 4;
    private static final int NEAR_CODES = 16;

    /** Extra bits of the codes for lengths of literals, of copies, of blocks (§5, §6). */
    private static final int[] INSERT_BITS = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24
    };

    private static final int[] COPY_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24};
    private static final int[] COUNT_BITS = {
        2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 12, 13, 24
    };
    private static final int[] INSERT_BASE = bases(INSERT_BITS, 0);
    private static final int[] COPY_BASE = bases(COPY_BITS, 2);
    private static final int[] COUNT_BASE = bases(COUNT_BITS, 1);

    /** First code of literals and of copies for each 64 symbols of commands (§5). */
    private static final int[] INSERT_CELL = {0, 0, 0, 0, 8, 8, 0, 16, 8, 16, 16};

    private static final int[] COPY_CELL = {0, 8, 0, 8, 0, 8, 16, 0, 16, 8, 16};

    /** Symbols of commands below this one use the last distance again. */
    private static final int SAME_DISTANCE = 128;

    /** Which of the last distances, and how far from it, for the sixteen near codes (§4). */
    private static final int[] NEAR_INDEX = {0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};

    private static final int[] NEAR_STEP = {0, 0, 0, 0, -1, 1, -2, 2, -3, 3, -1, 1, -2, 2, -3, 3};

    private final Bits in;
    private final int most;
    private final byte[] word = new byte[Dictionary.MAX_TRANSFORMED];
    private final int[] lastDistances = {4, 11, 15, 16};
    private byte[] out = new byte[1 << 10];
    private int length;
    private int window;

    private BrotliDecoder(Bits in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The content of the stream at the position of {@code in}, which then is behind it. */
    static byte[] decode(Bits in, int most) {
        BrotliDecoder decoder = new BrotliDecoder(in, most);
        decoder.stream();
        return Arrays.copyOf(decoder.out, decoder.length);
    }

    private static int[] bases(int[] bits, int first) {
        int[] bases = new int[bits.length];
        bases[0] = first;
        for (int i = 1; i < bits.length; i++) {
            bases[i] = bases[i - 1] + (1 << bits[i - 1]);
        }
        return bases;
    }

    private void stream() {
        window = (1 << windowBits()) - 16;
        boolean last = false;
        while (!last) {
            last = in.take(1) == 1;
            if (last && in.take(1) == 1) {
                break;
            }
            int nibbles = in.take(2) + 4;
            if (nibbles == 7) {
                metadata();
                continue;
            }
            int count = in.take(4 * nibbles);
            if (nibbles > 4 && count >>> 4 * (nibbles - 1) == 0) {
                throw in.damaged("a length is not as short as it may be");
            }
            count++;
            if (!last && in.take(1) == 1) {
                in.align();
                in.require(count);
                reserve(count);
                in.copy(out, length, count);
                length += count;
            } else {
                new Block(count).decode();
            }
        }
        in.align();
    }

    private int windowBits() {
        if (in.take(1) == 0) {
            return 16;
        }
        int wide = in.take(3);
        if (wide != 0) {
            return 17 + wide;
        }
        int narrow = in.take(3);
        if (narrow == 1) {
            throw in.damaged("a window that the standard does not know");
        }
        return narrow == 0 ? 17 : 8 + narrow;
    }

    private void metadata() {
        if (in.take(1) != 0) {
            throw in.damaged("a reserved bit is set");
        }
        int bytes = in.take(2);
        int skipped = bytes == 0 ? 0 : in.take(8 * bytes) + 1;
        if (bytes > 1 && skipped - 1 >>> 8 * (bytes - 1) == 0) {
            throw in.damaged("a length is not as short as it may be");
        }
        in.align();
        in.pass(skipped);
    }

    private void reserve(int count) {
        if (count > most - length) {
            throw in.tooLong(most);
        }
        if (length + count > out.length) {
            long doubled = Math.max(2L * out.length, length + (long) count);
            out = Arrays.copyOf(out, (int) Math.min(most, doubled));
        }
    }

    private int variable() {
        if (in.take(1) == 0) {
            return 1;
        }
        int bits = in.take(3);
        return (1 << bits) + in.take(bits) + 1;
    }

    /** Which kinds of literals, commands or distances follow each other (§6). */
    private final class Kinds {
        private final int count;
        private final @Nullable PrefixCode types;
        private final @Nullable PrefixCode counts;
        private int left = WHOLE;
        private int current;
        private int previous = 1;

        Kinds() {
            count = variable();
            types = count > 1 ? PrefixCode.read(in, count + 2) : null;
            counts = count > 1 ? PrefixCode.read(in, BLOCK_COUNTS) : null;
            if (counts != null) {
                left = blockLength(counts);
            }
        }

        private int blockLength(PrefixCode code) {
            int symbol = code.next(in);
            return COUNT_BASE[symbol] + in.take(COUNT_BITS[symbol]);
        }

        int next() {
            if (left == 0) {
                if (types == null || counts == null) {
                    throw in.damaged("a block has no successor");
                }
                int symbol = types.next(in);
                int next = symbol == 0 ? previous : symbol == 1 ? (current + 1) % count : symbol - 2;
                previous = current;
                current = next;
                left = blockLength(counts);
            }
            left--;
            return current;
        }
    }

    private final class Block {
        private final int end;
        private final Kinds[] kinds = new Kinds[3];
        private final PrefixCode[][] codes = new PrefixCode[3][];
        private final int postfix;
        private final int direct;
        private final int[] modes;
        private final byte[] literalMap;
        private final byte[] distanceMap;

        Block(int count) {
            if (count > most - length) {
                throw in.tooLong(most);
            }
            end = length + count;
            for (int i = 0; i < kinds.length; i++) {
                kinds[i] = new Kinds();
            }
            postfix = in.take(2);
            direct = in.take(4) << postfix;
            modes = new int[kinds[LITERALS].count];
            for (int i = 0; i < modes.length; i++) {
                modes[i] = in.take(2);
            }
            int literalCodes = variable();
            literalMap = contextMap(modes.length * LITERAL_CONTEXTS, literalCodes);
            int distanceCodes = variable();
            distanceMap = contextMap(kinds[DISTANCES].count * DISTANCE_CONTEXTS, distanceCodes);
            codes[LITERALS] = read(literalCodes, 256);
            codes[COMMANDS] = read(kinds[COMMANDS].count, COMMAND_ALPHABET);
            codes[DISTANCES] = read(distanceCodes, NEAR_CODES + direct + (48 << postfix));
        }

        private PrefixCode[] read(int count, int alphabet) {
            PrefixCode[] all = new PrefixCode[count];
            for (int i = 0; i < count; i++) {
                all[i] = PrefixCode.read(in, alphabet);
            }
            return all;
        }

        /** §7.3. */
        private byte[] contextMap(int size, int values) {
            byte[] map = new byte[size];
            if (values == 1) {
                return map;
            }
            int longest = in.take(1) == 0 ? 0 : in.take(4) + 1;
            PrefixCode code = PrefixCode.read(in, values + longest);
            for (int i = 0; i < size; ) {
                int symbol = code.next(in);
                if (symbol == 0 || symbol > longest) {
                    map[i++] = (byte) (symbol == 0 ? 0 : symbol - longest);
                } else {
                    int zeros = (1 << symbol) + in.take(symbol);
                    if (zeros > size - i) {
                        throw in.damaged("a context map is too long");
                    }
                    i += zeros;
                }
            }
            if (in.take(1) == 1) {
                moveToFront(map);
            }
            return map;
        }

        private static void moveToFront(byte[] map) {
            byte[] list = new byte[256];
            for (int i = 0; i < list.length; i++) {
                list[i] = (byte) i;
            }
            for (int i = 0; i < map.length; i++) {
                int place = map[i] & 0xff;
                byte value = list[place];
                System.arraycopy(list, 0, list, 1, place);
                list[0] = value;
                map[i] = value;
            }
        }

        void decode() {
            while (length < end) {
                int symbol = codes[COMMANDS][kinds[COMMANDS].next()].next(in);
                int insertCode = INSERT_CELL[symbol >>> 6] + (symbol >>> 3 & 7);
                int copyCode = COPY_CELL[symbol >>> 6] + (symbol & 7);
                int literals = INSERT_BASE[insertCode] + in.take(INSERT_BITS[insertCode]);
                int copied = COPY_BASE[copyCode] + in.take(COPY_BITS[copyCode]);
                if (literals > end - length) {
                    throw in.damaged("more literals than its block has room for");
                }
                reserve(literals);
                literals(literals);
                if (length < end) {
                    copy(copied, symbol < SAME_DISTANCE);
                }
            }
        }

        private void literals(int count) {
            PrefixCode[] literalCodes = codes[LITERALS];
            Kinds literalKinds = kinds[LITERALS];
            for (int i = 0; i < count; i++) {
                int kind = literalKinds.next();
                int context = LITERAL_CONTEXTS * kind;
                if (literalCodes.length > 1) {
                    int last = length > 0 ? out[length - 1] & 0xff : 0;
                    int before = length > 1 ? out[length - 2] & 0xff : 0;
                    context += LiteralContext.of(modes[kind], last, before);
                }
                out[length] = (byte) literalCodes[literalMap[context] & 0xff].next(in);
                length++;
            }
        }

        private void copy(int count, boolean same) {
            int code = 0;
            if (!same) {
                int context = DISTANCE_CONTEXTS * kinds[DISTANCES].next() + Math.min(count - 2, 3);
                code = codes[DISTANCES][distanceMap[context] & 0xff].next(in);
            }
            int distance = distance(code);
            int reach = Math.min(window, length);
            if (distance > reach) {
                refer(count, distance - reach - 1);
                return;
            }
            if (code != 0) {
                System.arraycopy(lastDistances, 0, lastDistances, 1, 3);
                lastDistances[0] = distance;
            }
            if (count > end - length) {
                throw in.damaged("a copy is longer than what its block has room for");
            }
            reserve(count);
            for (int i = 0; i < count; i++) {
                out[length] = out[length - distance];
                length++;
            }
        }

        private int distance(int code) {
            if (code < NEAR_CODES) {
                int near = lastDistances[NEAR_INDEX[code]] + NEAR_STEP[code];
                if (near <= 0) {
                    throw in.damaged("a distance of " + near);
                }
                return near;
            }
            int beyond = code - NEAR_CODES - direct;
            if (beyond < 0) {
                return code - NEAR_CODES + 1;
            }
            int bits = 1 + (beyond >>> postfix + 1);
            int high = beyond >>> postfix;
            int offset = (2 + (high & 1) << bits) - 4;
            return (offset + in.take(bits) << postfix) + (beyond & (1 << postfix) - 1) + direct + 1;
        }

        private void refer(int letters, int reference) {
            boolean word = letters >= Dictionary.MIN_LENGTH && letters <= Dictionary.MAX_LENGTH;
            int count = word ? Dictionary.write(letters, reference, BrotliDecoder.this.word) : -1;
            if (count < 0) {
                throw in.damaged("a distance reaches back beyond the start");
            }
            if (count > end - length) {
                throw in.damaged("a word is longer than what its block has room for");
            }
            reserve(count);
            System.arraycopy(BrotliDecoder.this.word, 0, out, length, count);
            length += count;
        }
    }
}
