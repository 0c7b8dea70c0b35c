package org.fovea.evaluate.onnx;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the bytes of a model before they become objects. A message of two bytes becomes an object of a hundred,
 * so a file is refused here that has more of them than a network needs; every length is compared with what is left; and
 * the places of nodes are remembered, which the parser forgets.
 */
final class ModelScan {
    static final String SECTION = "onnx";

    /** Fields of all messages, of which an object holds a few. */
    private static final int MAX_FIELDS = 4_000_000;

    /** Nodes of all graphs. */
    static final int MAX_NODES = 50_000;

    /** Messages inside each other; a graph inside a graph is three deeper. */
    private static final int MAX_DEPTH = 60;

    /**
     * Kinds of messages, by the names and field numbers of onnx.proto; a field that is not here holds a number, text or
     * data.
     */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        TENSOR,
        VALUE,
        TYPE,
        SHAPE,
        FUNCTION,
        TRAINING,
        /** Holds no message that could be large. */
        SMALL;

        @Nullable
        Message child(int field) {
            return switch (this) {
                case MODEL ->
                    switch (field) {
                        case 7 -> GRAPH;
                        case 20 -> TRAINING;
                        case 25 -> FUNCTION;
                        case 8, 14 -> SMALL;
                        default -> null;
                    };
                case GRAPH ->
                    switch (field) {
                        case 1 -> NODE;
                        case 5 -> TENSOR;
                        case 11, 12, 13 -> VALUE;
                        case 14, 15, 16 -> SMALL;
                        default -> null;
                    };
                case FUNCTION ->
                    switch (field) {
                        case 7 -> NODE;
                        case 11 -> ATTRIBUTE;
                        case 12 -> VALUE;
                        case 9, 14 -> SMALL;
                        default -> null;
                    };
                case TRAINING -> field == 1 || field == 2 ? GRAPH : SMALL;
                case NODE -> field == 5 ? ATTRIBUTE : field == 9 ? SMALL : null;
                case ATTRIBUTE ->
                    switch (field) {
                        case 5, 10 -> TENSOR;
                        case 6, 11 -> GRAPH;
                        case 14, 15 -> TYPE;
                        case 22, 23 -> SMALL;
                        default -> null;
                    };
                case TENSOR -> field == 3 || field == 13 || field == 16 ? SMALL : null;
                case VALUE -> field == 2 ? TYPE : field == 4 ? SMALL : null;
                // Types hold types (tensor, sequence, optional) and shapes alike in field 1 or 2.
                case TYPE -> field == 2 ? SHAPE : field == 6 || field == 7 ? null : TYPE;
                case SHAPE -> field == 1 ? SMALL : null;
                case SMALL -> null;
            };
        }
    }

    private final ByteBuffer bytes;
    private int at;
    private int fields;
    private int nodes;
    private int[] offsets = new int[64];
    private int count;

    private ModelScan(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * Where the nodes of the main graph begin.
     *
     * @param bytes a file, from 0 to its limit
     * @throws FormatException where it is no model, or one that is too large
     */
    static int[] nodeOffsets(ByteBuffer bytes) {
        ModelScan scan = new ModelScan(bytes);
        scan.message(Message.MODEL, bytes.limit(), 0);
        return Arrays.copyOf(scan.offsets, scan.count);
    }

    private void message(Message kind, int end, int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong(at, "messages are nested more than " + MAX_DEPTH + " deep");
        }
        while (at < end) {
            int start = at;
            long tag = number(end);
            if (++fields > MAX_FIELDS) {
                throw wrong(start, "more than " + grouped(MAX_FIELDS) + " fields");
            }
            int field = (int) Math.min(tag >>> 3, Integer.MAX_VALUE);
            switch ((int) (tag & 7)) {
                case 0 -> number(end);
                case 1 -> skip(8, end, start);
                case 5 -> skip(4, end, start);
                case 2 -> {
                    long length = number(end);
                    if (length < 0 || length > end - at) {
                        throw wrong(
                                start,
                                "not a whole ONNX file: a field of " + Long.toUnsignedString(length) + " bytes where "
                                        + (end - at) + " are left");
                    }
                    Message child = kind.child(field);
                    if (child == null) {
                        at += (int) length;
                    } else {
                        note(kind, child, start, depth);
                        message(child, at + (int) length, depth + 1);
                    }
                }
                default -> throw wrong(start, "not an ONNX file: a field of unknown kind " + (tag & 7));
            }
            if (tag >>> 3 == 0) {
                throw wrong(start, "not an ONNX file: a field without a number");
            }
        }
    }

    private void note(Message kind, Message child, int start, int depth) {
        if (child != Message.NODE) {
            return;
        }
        if (++nodes > MAX_NODES) {
            throw wrong(start, "more than " + grouped(MAX_NODES) + " nodes");
        }
        if (kind == Message.GRAPH && depth == 1) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * count);
            }
            offsets[count++] = start;
        }
    }

    private void skip(int length, int end, int start) {
        if (length > end - at) {
            throw wrong(start, "not a whole ONNX file: it ends inside a number");
        }
        at += length;
    }

    /** A number of up to ten bytes, seven bits each, the lowest first. */
    private long number(int end) {
        int start = at;
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw wrong(start, "not a whole ONNX file: it ends inside a number");
            }
            byte b = bytes.get(at++);
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw wrong(start, "not an ONNX file: a number of more than ten bytes");
    }

    private static FormatException wrong(int offset, String reason) {
        return new FormatException(SECTION, offset, reason, "fetch or export the network again");
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
