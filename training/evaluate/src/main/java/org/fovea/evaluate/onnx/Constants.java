package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;

/** Tensors out of nothing, and the types of numbers. */
final class Constants {
    private Constants() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Constant", Operator.of(Constants::constant));
        table.put("ConstantOfShape", Operator.of(Constants::filled));
        table.put("Range", Operator.of(Constants::range));
        table.put("Cast", Operator.of(call -> call.input(0).to(call.type(call.whole("to", 0)))));
        table.put(
                "CastLike",
                Operator.of(call -> call.input(0).to(call.input(1).scalar_type().intern())));
        table.put("Trilu", Operator.of(call -> {
            long diagonal = call.number(1).orElse(0.0).longValue();
            return call.flag("upper", true)
                    ? call.input(0).triu(diagonal)
                    : call.input(0).tril(diagonal);
        }));
    }

    private static Tensor constant(Call call) {
        if (call.has("value")) {
            return call.tensor("value").orElseThrow();
        }
        if (call.has("value_float")) {
            return call.floating(Tensors.of(new float[] {(float) call.real("value_float", 0)}));
        }
        if (call.has("value_floats")) {
            float[] values = call.floats("value_floats").orElseThrow();
            return call.floating(Tensors.of(values, values.length));
        }
        if (call.has("value_int")) {
            return Tensors.ofLongs(new long[] {call.whole("value_int", 0)});
        }
        if (call.has("value_ints")) {
            long[] values = call.longs("value_ints").orElseThrow();
            return Tensors.ofLongs(values, values.length);
        }
        throw call.unsupported("a constant that is not made of dense numbers");
    }

    private static Tensor filled(Call call) {
        long[] shape = call.numbers(0).orElseThrow(() -> call.wrong("the shape is missing"));
        call.room(shape);
        Tensor value = call.tensor("value").orElseGet(() -> call.floating(Tensors.of(new float[] {0}, 1)));
        call.demand(value.numel() == 1, () -> "value has " + value.numel() + " numbers instead of one");
        return Device.current()
                .hold(torch.full(
                        shape,
                        value.reshape(new long[0]).item(),
                        new TensorOptions(value.scalar_type().intern())));
    }

    private static Tensor range(Call call) {
        Tensor first = call.input(0);
        torch.ScalarType type = first.scalar_type().intern();
        if (first.is_floating_point()) {
            double start = call.number(0).orElseThrow();
            double step = call.number(2).orElseThrow(() -> call.wrong("input 2 is missing"));
            double end = call.number(1).orElseThrow(() -> call.wrong("input 1 is missing"));
            double steps = Math.ceil((end - start) / step);
            call.demand(!Double.isNaN(steps), () -> "from " + start + " to " + end + " in steps of " + step);
            call.room(steps > Long.MAX_VALUE / 2.0 ? Long.MAX_VALUE : (long) Math.max(steps, 0));
            float[] values = new float[(int) Math.max(steps, 0)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (start + i * step);
            }
            return Tensors.of(values, values.length).to(type);
        }
        long start = one(call, 0);
        long end = one(call, 1);
        long step = one(call, 2);
        call.demand(step != 0, () -> "steps of 0");
        double steps = Math.ceil(((double) end - start) / step);
        call.room((long) Math.max(steps, 0));
        long[] values = new long[(int) Math.max(steps, 0)];
        Arrays.setAll(values, i -> start + i * step);
        return Tensors.ofLongs(values, values.length).to(type);
    }

    private static long one(Call call, int index) {
        long[] numbers = call.numbers(index).orElse(new long[0]);
        call.demand(numbers.length == 1, () -> "input " + index + " is not one number");
        return numbers[0];
    }
}
