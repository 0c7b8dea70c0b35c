package org.fovea.evaluate.onnx;

import java.util.function.UnaryOperator;

/**
 * A model with one operator that is looked at.
 *
 * @param low least value of the input
 * @param high largest value
 * @param smooth whether the answer has a gradient
 */
record OperatorCase(String name, Models model, long[] shape, double low, double high, boolean smooth) {
    private static final long[] PICTURE = {1, 4, 9, 11};

    @Override
    public String toString() {
        return name;
    }

    OperatorCase flat() {
        return new OperatorCase(name, model, shape, low, high, false);
    }

    OperatorCase from(double least, double largest) {
        return new OperatorCase(name, model, shape, least, largest, smooth);
    }

    static OperatorCase on(long[] shape, String name, int opset, UnaryOperator<Models> made) {
        return new OperatorCase(name + ", opset " + opset, made.apply(Models.of(opset, shape)), shape, -1.7, 1.9, true);
    }

    static OperatorCase picture(String name, int opset, UnaryOperator<Models> made) {
        return on(PICTURE, name, opset, made);
    }
}
