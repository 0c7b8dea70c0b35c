package org.fovea.codec.correction;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BitChannel;
import org.jspecify.annotations.Nullable;

/**
 * The actions of a table that a stream uses, in ascending order, so that only they need probabilities: their number,
 * then the distance of each from the one before.
 */
final class UsedActions {
    private final int[] actions;

    private UsedActions(int[] actions) {
        this.actions = actions;
    }

    static UsedActions of(IntStream actions) {
        return new UsedActions(actions.distinct().sorted().toArray());
    }

    /**
     * Codes the list.
     *
     * @throws FormatException where a damaged stream names an action beyond
     */
    static UsedActions code(BitChannel channel, @Nullable UsedActions used, int greatest, String section) {
        int count = new AdaptiveNumber().code(channel, used == null ? 0 : used.actions.length);
        if (count > greatest + 1) {
            throw new FormatException(section, channel.offset(), count + " actions of " + (greatest + 1));
        }
        AdaptiveNumber gaps = new AdaptiveNumber();
        int[] actions = new int[count];
        int last = -1;
        for (int i = 0; i < count; i++) {
            int gap = gaps.code(channel, used == null ? 0 : used.actions[i] - last - 1);
            if (gap >= greatest - last) {
                throw new FormatException(section, channel.offset(), "an action beyond " + greatest);
            }
            last += gap + 1;
            actions[i] = last;
        }
        return new UsedActions(actions);
    }

    int count() {
        return actions.length;
    }

    int action(int place) {
        return actions[place];
    }

    int place(int action) {
        return Arrays.binarySearch(actions, action);
    }
}
