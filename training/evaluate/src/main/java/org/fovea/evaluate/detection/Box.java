package org.fovea.evaluate.detection;

import org.fovea.codec.FrameSize;

/**
 * A box around an object, in pixels.
 *
 * @param category number of the class
 * @param score how sure a network is; of a label 1
 * @param crowd whether a label stands for a group of objects: what is found there is neither right nor wrong
 */
public record Box(int category, float score, double left, double top, double right, double bottom, boolean crowd) {
    public static Box found(int category, float score, double left, double top, double right, double bottom) {
        return new Box(category, score, left, top, right, bottom, false);
    }

    public static Box label(int category, double left, double top, double width, double height, boolean crowd) {
        return new Box(category, 1, left, top, left + width, top + height, crowd);
    }

    private double area() {
        return Math.max(0, right - left) * Math.max(0, bottom - top);
    }

    /** Intersection over union, 0..1; with a crowd the share of this box that lies in it. */
    public double overlap(Box truth) {
        double width = Math.min(right, truth.right) - Math.max(left, truth.left);
        double height = Math.min(bottom, truth.bottom) - Math.max(top, truth.top);
        double both = Math.max(0, width) * Math.max(0, height);
        double all = truth.crowd ? area() : area() + truth.area() - both;
        return all > 0 ? both / all : 0;
    }

    /** The same on a picture that is stretched by two factors, cut at the borders of a frame. */
    Box stretched(double across, double down, FrameSize frame) {
        return new Box(
                category,
                score,
                Math.clamp(left * across, 0, frame.width()),
                Math.clamp(top * down, 0, frame.height()),
                Math.clamp(right * across, 0, frame.width()),
                Math.clamp(bottom * down, 0, frame.height()),
                crowd);
    }
}
