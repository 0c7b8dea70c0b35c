package org.fovea.evaluate.arithmetic;

import org.fovea.evaluate.arithmetic.Operation.Axes;
import org.fovea.evaluate.arithmetic.Operation.Convolution;

/**
 * The sums of a convolution, one by one, in double. Each pairs a pixel of the wide side (the input; of a transpose the
 * result) with one of the narrow side (the result; of a transpose the input) and a weight, so that the result and both
 * gradients are three views of one sum.
 *
 * @param shape of the convolution
 * @param wide numbers of the wide side
 * @param narrow numbers of the narrow side
 * @param weights [narrow channels, wide channels / groups, rows, columns]
 */
@SuppressWarnings("ArrayRecordComponent") // carries numbers, never compared
record PlainConvolution(Convolution shape, float[] wide, float[] narrow, float[] weights) {
    Axes wideSize() {
        return shape.order().transposed() ? shape.result() : shape.input();
    }

    Axes narrowSize() {
        return shape.order().transposed() ? shape.input() : shape.result();
    }

    int wideChannels() {
        return shape.order().transposed() ? shape.outputs() : shape.inputs();
    }

    int narrowChannels() {
        return shape.order().transposed() ? shape.inputs() : shape.outputs();
    }

    /** Channels of the wide side in a group. */
    int wideOfGroup() {
        return wideChannels() / shape.groups();
    }

    private int narrowOfGroup() {
        return narrowChannels() / shape.groups();
    }

    /** A number of the narrow side, as the wide side and the weights give it. */
    PlainSum narrowAt(int sample, int channel, int row, int column) {
        PlainSum sum = new PlainSum();
        int first = channel / narrowOfGroup() * wideOfGroup();
        for (int i = 0; i < wideOfGroup(); i++) {
            for (int kernelRow = 0; kernelRow < shape.kernel().rows(); kernelRow++) {
                int y = wideRow(row, kernelRow);
                for (int kernelColumn = 0; kernelColumn < shape.kernel().columns(); kernelColumn++) {
                    int x = wideColumn(column, kernelColumn);
                    if (y >= 0
                            && y < wideSize().rows()
                            && x >= 0
                            && x < wideSize().columns()) {
                        sum.add(
                                wide[place(sample, first + i, y, x, wideChannels(), wideSize())],
                                weights[weight(channel, i, kernelRow, kernelColumn)]);
                    }
                }
            }
        }
        return sum;
    }

    /** A number of the wide side, as the narrow side and the weights give it. */
    PlainSum wideAt(int sample, int channel, int row, int column) {
        PlainSum sum = new PlainSum();
        int inGroup = channel % wideOfGroup();
        int first = channel / wideOfGroup() * narrowOfGroup();
        for (int o = first; o < first + narrowOfGroup(); o++) {
            for (int kernelRow = 0; kernelRow < shape.kernel().rows(); kernelRow++) {
                int y = row
                        + shape.padding().rows()
                        - kernelRow * shape.dilation().rows();
                for (int kernelColumn = 0; kernelColumn < shape.kernel().columns(); kernelColumn++) {
                    int x = column
                            + shape.padding().columns()
                            - kernelColumn * shape.dilation().columns();
                    if (isNarrow(y, shape.stride().rows(), narrowSize().rows())
                            && isNarrow(
                                    x, shape.stride().columns(), narrowSize().columns())) {
                        int from = place(
                                sample,
                                o,
                                y / shape.stride().rows(),
                                x / shape.stride().columns(),
                                narrowChannels(),
                                narrowSize());
                        sum.add(narrow[from], weights[weight(o, inGroup, kernelRow, kernelColumn)]);
                    }
                }
            }
        }
        return sum;
    }

    /** The gradient of a weight, as both sides give it. */
    PlainSum weightAt(int channel, int inGroup, int kernelRow, int kernelColumn) {
        PlainSum sum = new PlainSum();
        int from = channel / narrowOfGroup() * wideOfGroup() + inGroup;
        for (int sample = 0; sample < shape.samples(); sample++) {
            for (int row = 0; row < narrowSize().rows(); row++) {
                int y = wideRow(row, kernelRow);
                for (int column = 0;
                        y >= 0 && y < wideSize().rows() && column < narrowSize().columns();
                        column++) {
                    int x = wideColumn(column, kernelColumn);
                    if (x >= 0 && x < wideSize().columns()) {
                        sum.add(
                                wide[place(sample, from, y, x, wideChannels(), wideSize())],
                                narrow[place(sample, channel, row, column, narrowChannels(), narrowSize())]);
                    }
                }
            }
        }
        return sum;
    }

    int weight(int channel, int inGroup, int kernelRow, int kernelColumn) {
        return ((channel * wideOfGroup() + inGroup) * shape.kernel().rows() + kernelRow)
                        * shape.kernel().columns()
                + kernelColumn;
    }

    private int wideRow(int row, int kernelRow) {
        return row * shape.stride().rows()
                - shape.padding().rows()
                + kernelRow * shape.dilation().rows();
    }

    private int wideColumn(int column, int kernelColumn) {
        return column * shape.stride().columns()
                - shape.padding().columns()
                + kernelColumn * shape.dilation().columns();
    }

    private static boolean isNarrow(int place, int stride, int size) {
        return place >= 0 && place % stride == 0 && place / stride < size;
    }

    static int place(int sample, int channel, int row, int column, int channels, Axes size) {
        return ((sample * channels + channel) * size.rows() + row) * size.columns() + column;
    }
}
