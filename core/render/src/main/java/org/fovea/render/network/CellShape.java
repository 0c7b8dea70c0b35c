package org.fovea.render.network;

import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;

/**
 * Sizes of a network whose pixels are cells, squares of pixels of the picture that it renders.
 *
 * @param height rows of the picture, in pixels
 * @param width columns of the picture
 * @param fold side of a cell in pixels
 * @param channels of all layers but the first and the last
 * @param blocks residual blocks
 * @param drawn which frame of a pair the picture is, 1 or 2; {@link CompactFamily#NEITHER} where both are moved
 * @param pictures that are rendered for a pair, 1 or 2
 */
record CellShape(int height, int width, int fold, int channels, int blocks, int drawn, int pictures) {
    static final int COLOURS = 3;

    /** @throws IllegalArgumentException where a plane would be too large */
    CellShape {
        Plane.floats(Math.ceilDiv(height, fold), Math.ceilDiv(width, fold), SeparableConvolution.blocks(channels));
    }

    /** @throws IllegalArgumentException where the masks are too large */
    static CellShape of(CompactFamily.Layout layout, MaskShape masks) {
        return new CellShape(
                masks.height(), masks.width(), layout.fold(), layout.channels(), layout.blocks(), layout.drawn(), 1);
    }

    /** @throws IllegalArgumentException where the pictures are too large, or too small for the place of the planes */
    static CellShape of(LatentFamily.Layout layout, CodedShape pictures) {
        CellShape shape = new CellShape(
                pictures.height(),
                pictures.width(),
                layout.fold(),
                layout.channels(),
                layout.blocks(),
                layout.drawn(),
                layout.pictures());
        int first = layout.geometry().firstRow();
        if (first > shape.rows()) {
            throw new IllegalArgumentException(
                    "planes from row " + first + " of " + shape.rows() + " rows of cells of renderer family latent");
        }
        return shape;
    }

    /** Frames of a pair that a pose makes of a picture. */
    int moved() {
        return drawn == CompactFamily.NEITHER ? 2 : 1;
    }

    int rows() {
        return Math.ceilDiv(height, fold);
    }

    int columns() {
        return Math.ceilDiv(width, fold);
    }

    int wide() {
        return SeparableConvolution.blocks(channels);
    }

    /** Channels of the last layer: one per colour and pixel of a cell. */
    int outputs() {
        return COLOURS * fold * fold;
    }

    Plane plane() {
        return new Plane(rows(), columns(), wide());
    }

    /** Bytes of such a plane. */
    long planeMemory() {
        return (long) Float.BYTES * Plane.floats(rows(), columns(), wide());
    }
}
