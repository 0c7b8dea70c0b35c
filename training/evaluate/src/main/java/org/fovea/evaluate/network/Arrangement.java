package org.fovea.evaluate.network;

/**
 * How a network's tensors differ from [N, channels, rows, columns] and from a logit for each class.
 *
 * @param inputLast whether it takes [N, rows, columns, channels]
 * @param answerLast whether it answers [N, rows, columns, channels]
 * @param threshold whether it answers one channel, above a threshold where a pixel is of class 1 and not of class 0
 */
public record Arrangement(boolean inputLast, boolean answerLast, boolean threshold) {
    public static final Arrangement NONE = new Arrangement(false, false, false);
}
