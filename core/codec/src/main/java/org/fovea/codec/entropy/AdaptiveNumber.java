package org.fovea.codec.entropy;

/**
 * Numbers from 0 to 2^31-2 of unknown size: the exponential Golomb code with adaptive bits. The length of value + 1 is
 * coded in unary, the bit below the leading one by its length, the rest plainly.
 */
public final class AdaptiveNumber {
    private static final int LONGEST = 31;

    private final AdaptiveBit[] longer = new AdaptiveBit[LONGEST];
    private final AdaptiveBit[] second = new AdaptiveBit[LONGEST];

    public AdaptiveNumber() {
        for (int i = 0; i < LONGEST; i++) {
            longer[i] = new AdaptiveBit();
            second[i] = new AdaptiveBit();
        }
    }

    public int code(BitChannel channel, int value) {
        int shifted = value + 1;
        int length = 31 - Integer.numberOfLeadingZeros(shifted);
        int coded = 0;
        while (coded < LONGEST - 1 && longer[coded].code(channel, length > coded ? 1 : 0) != 0) {
            coded++;
        }
        if (coded == 0) {
            return 0;
        }
        int top = 2 | second[coded].code(channel, shifted >>> coded - 1 & 1);
        return (top << coded - 1 | channel.codeRaw(shifted, coded - 1)) - 1;
    }
}
