package org.fovea.evaluate.script;

import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;

/**
 * The pixels that a network expects.
 *
 * @param size to which frames are resized; empty where the network takes frames as they are
 * @param resize the rule for it; says nothing where the size is empty
 * @param colour planes
 * @param scale numbers
 * @param frames which frames of a pair
 */
public record PixelInput(
        Optional<FrameSize> size, ResizeRule resize, ColourSpace colour, PixelScale scale, FrameChoice frames) {
    /** The size to which frames are resized where that is done by plain bilinear mixing. */
    Optional<FrameSize> bilinear() {
        return resize == ResizeRule.BILINEAR ? size : Optional.empty();
    }

    /** @throws IllegalArgumentException where yuv6 has no whole 2×2 block */
    public PixelInput {
        if (colour == ColourSpace.YUV6
                && size.isPresent()
                && (size.get().width() < 2 || size.get().height() < 2)) {
            throw new IllegalArgumentException("yuv6 needs at least 2×2 pixels");
        }
    }

    /** The same for a picture of another number of rows, where frames are resized. */
    PixelInput ofRows(int rows) {
        return new PixelInput(size.map(whole -> new FrameSize(whole.width(), rows)), resize, colour, scale, frames);
    }
}
