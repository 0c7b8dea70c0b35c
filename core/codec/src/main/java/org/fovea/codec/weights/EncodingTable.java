package org.fovea.codec.weights;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorRole;
import org.jspecify.annotations.Nullable;

/** Codes each tensor's {@link TensorEncoding}: most often that of the previous tensor of the same role. */
final class EncodingTable {
    private final Map<TensorRole, TensorEncoding> last = new EnumMap<>(TensorRole.class);
    /** By whether the tensor before repeated its predecessor. */
    private final AdaptiveBit[] repeated = {new AdaptiveBit(), new AdaptiveBit(0.1, 0.9)};

    private int before = 1;
    private final AdaptiveBit half = new AdaptiveBit();
    private final AdaptiveBit fp4 = new AdaptiveBit();
    private final AdaptiveBit perRow = new AdaptiveBit();
    private final AdaptiveBit blockIsPower = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveNumber block = new AdaptiveNumber();

    EncodingTable() {
        for (TensorRole role : TensorRole.values()) {
            boolean convolution = role == TensorRole.DEPTHWISE || role == TensorRole.POINTWISE;
            TensorEncoding.Kind kind = convolution ? TensorEncoding.Kind.FP4 : TensorEncoding.Kind.HALF;
            last.put(role, new TensorEncoding(kind, convolution ? 32 : 0, false));
        }
    }

    /** Codes one tensor's encoding. */
    TensorEncoding code(BitChannel channel, TensorRole role, @Nullable TensorEncoding encoding) {
        TensorEncoding previous = Objects.requireNonNull(last.get(role));
        before = repeated[before].code(channel, previous.equals(encoding) ? 1 : 0);
        if (before != 0) {
            return previous;
        }
        TensorEncoding coded = explicit(channel, encoding != null ? encoding : previous);
        last.put(role, coded);
        return coded;
    }

    private TensorEncoding explicit(BitChannel channel, TensorEncoding encoding) {
        TensorEncoding.Kind kind = encoding.kind();
        if (half.code(channel, kind == TensorEncoding.Kind.HALF)) {
            return new TensorEncoding(TensorEncoding.Kind.HALF, 0, false);
        }
        if (!fp4.code(channel, kind == TensorEncoding.Kind.FP4)) {
            int bits = 1 + channel.codeRaw(encoding.parameter() - 1, 4);
            return new TensorEncoding(TensorEncoding.Kind.CODES, bits, perRow.code(channel, encoding.perRow()));
        }
        int size = encoding.parameter();
        if (blockIsPower.code(channel, Integer.bitCount(size) == 1)) {
            size = 1 << channel.codeRaw(Integer.numberOfTrailingZeros(size), 5);
            size = size < 0 ? 1 << 30 : size;
        } else {
            size = 1 + block.code(channel, size - 1);
        }
        return new TensorEncoding(TensorEncoding.Kind.FP4, size, false);
    }
}
