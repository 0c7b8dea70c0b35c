package org.fovea.evaluate.arithmetic;

import java.util.ArrayList;
import java.util.List;
import org.fovea.evaluate.arithmetic.Operation.Axes;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.arithmetic.Operation.Order;
import org.fovea.evaluate.arithmetic.Operation.Product;

/** One operation of each kind, at shapes of usual networks and of Fovea's renderers. */
final class StandardOperations {
    private StandardOperations() {}

    /** @param rough whether operations on numbers of 16 bits are among them */
    static List<Operation> of(boolean rough) {
        Axes large = new Axes(96, 128);
        Axes small = new Axes(24, 32);
        List<Convolution> dense = List.of(
                Convolution.square(3, 32, 3, 2, 1, new Axes(192, 256)),
                Convolution.square(32, 48, 3, 1, 1, large),
                Convolution.square(64, 64, 3, 1, 1, small).dilated(4),
                Convolution.square(17, 5, 3, 1, 1, new Axes(31, 45)),
                Convolution.square(32, 64, 3, 1, 4, small));
        List<Convolution> thin = List.of(
                Convolution.square(64, 24, 1, 1, 1, large),
                Convolution.square(48, 96, 1, 2, 1, small),
                Convolution.square(56, 56, 3, 1, 56, large),
                Convolution.square(96, 96, 5, 2, 96, small),
                Convolution.square(48, 48, 7, 1, 48, small));
        List<Operation> all = new ArrayList<>(dense);
        all.addAll(thin);
        dense.forEach(shape -> all.add(shape.in(Order.PIXELS)));
        thin.forEach(shape -> all.add(shape.in(Order.PIXELS)));
        all.add(doubling(Order.TRANSPOSED));
        all.add(Convolution.square(24, 16, 3, 2, 1, small).in(Order.TRANSPOSED));
        all.add(new Product(1, 512, 128));
        all.add(new Product(197, 192, 576));
        if (rough) {
            dense.forEach(shape -> all.add(shape.in(Order.ROUGH)));
            thin.forEach(shape -> all.add(shape.in(Order.ROUGH)));
        }
        return List.copyOf(all);
    }

    private static Convolution doubling(Order order) {
        Axes two = new Axes(2, 2);
        return new Convolution(1, 32, 16, new Axes(48, 64), two, two, Axes.NONE, Axes.ONE, 1, order);
    }
}
