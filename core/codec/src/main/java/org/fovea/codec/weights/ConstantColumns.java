package org.fovea.codec.weights;

import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a matrix that hold one and the same stored number in every row, such as those that {@link DeadColumns}
 * cleared: they cost one number and a flag each, and the other models never see them.
 */
final class ConstantColumns {
    private final AdaptiveBit any = new AdaptiveBit(1, 0.05);
    private final AdaptiveBit constant = new AdaptiveBit();
    private final AdaptiveBit zero = new AdaptiveBit(0.1, 0.9);

    /** Codes which columns of a tensor are constant, and their numbers into all rows. */
    void code(BitChannel channel, TensorBuffer tensor, boolean encoding) {
        int columns = tensor.columns();
        int rows = tensor.rows();
        tensor.constantColumns = null;
        if (rows < 3) {
            return;
        }
        boolean[] found = encoding ? find(tensor) : null;
        if (!any.code(channel, found != null)) {
            return;
        }
        boolean[] flags = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            flags[column] = constant.code(channel, found != null && found[column]);
            if (flags[column]) {
                int number = tensor.numbers[column];
                if (zero.code(channel, number == 0)) {
                    number = 0;
                } else {
                    number = channel.codeRaw(number, tensor.storedBits());
                }
                for (int row = 0; row < rows; row++) {
                    tensor.numbers[row * columns + column] = number;
                }
            }
        }
        tensor.constantColumns = flags;
    }

    /** The constant columns, null if there are none. */
    private static boolean @Nullable [] find(TensorBuffer tensor) {
        int columns = tensor.columns();
        boolean[] constant = new boolean[columns];
        boolean any = false;
        for (int column = 0; column < columns; column++) {
            int row = 1;
            while (row < tensor.rows() && tensor.numbers[row * columns + column] == tensor.numbers[column]) {
                row++;
            }
            constant[column] = row == tensor.rows();
            any |= constant[column];
        }
        return any ? constant : null;
    }
}
