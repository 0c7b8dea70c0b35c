package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Number by number: arithmetic, functions, comparisons and logic, with broadcasting. */
final class Arithmetic {
    private Arithmetic() {}

    static void addTo(Map<String, Operator> table) {
        functions(table);
        binary(table, "Add", Tensor::add);
        binary(table, "Sub", Tensor::sub);
        binary(table, "Mul", Tensor::mul);
        binary(table, "Div", Arithmetic::quotient);
        binary(table, "Pow", Arithmetic::power);
        table.put(
                "Mod",
                Operator.of(call ->
                        call.flag("fmod", false) ? broadcast(call, Tensor::fmod) : broadcast(call, Tensor::remainder)));
        binary(table, "And", Tensor::logical_and);
        binary(table, "Or", Tensor::logical_or);
        binary(table, "Xor", Tensor::logical_xor);
        binary(table, "Equal", Tensor::eq);
        binary(table, "Greater", Tensor::gt);
        binary(table, "GreaterOrEqual", Tensor::ge);
        binary(table, "Less", Tensor::lt);
        binary(table, "LessOrEqual", Tensor::le);
        table.put("Min", Operator.of(call -> folded(call, torch::minimum)));
        table.put("Max", Operator.of(call -> folded(call, torch::maximum)));
        table.put("Sum", Operator.of(call -> folded(call, Tensor::add)));
        table.put("Mean", Operator.of(call -> folded(call, Tensor::add).div(new Scalar((double) call.inputs()))));
        table.put("Where", Operator.of(call -> {
            call.room(Dimensions.broadcast(
                    call, Dimensions.broadcast(call, call.shape(0), call.shape(1)), call.shape(2)));
            return torch.where(call.input(0), call.input(1), call.input(2));
        }));
    }

    private static void functions(Map<String, Operator> table) {
        unary(table, "Abs", Tensor::abs);
        unary(table, "Neg", Tensor::neg);
        unary(table, "Exp", Tensor::exp);
        unary(table, "Log", Tensor::log);
        unary(table, "Sqrt", Tensor::sqrt);
        unary(table, "Reciprocal", Tensor::reciprocal);
        unary(table, "Floor", Tensor::floor);
        unary(table, "Ceil", Tensor::ceil);
        unary(table, "Round", Tensor::round);
        unary(table, "Sign", Tensor::sign);
        unary(table, "Erf", Tensor::erf);
        unary(table, "Sin", Tensor::sin);
        unary(table, "Cos", Tensor::cos);
        unary(table, "Tan", Tensor::tan);
        unary(table, "Atan", Tensor::atan);
        unary(table, "Not", Tensor::logical_not);
        unary(table, "IsNaN", Tensor::isnan);
    }

    private static void unary(Map<String, Operator> table, String name, UnaryOperator<Tensor> function) {
        table.put(name, Operator.of(call -> function.apply(call.input(0))));
    }

    private static void binary(Map<String, Operator> table, String name, BinaryOperator<Tensor> function) {
        table.put(name, Operator.of(call -> broadcast(call, function)));
    }

    private static Tensor broadcast(Call call, BinaryOperator<Tensor> function) {
        return combined(call, call.input(0), call.input(1), function);
    }

    private static Tensor combined(Call call, Tensor a, Tensor b, BinaryOperator<Tensor> function) {
        call.room(Dimensions.broadcast(call, Tensors.shape(a), Tensors.shape(b)));
        return function.apply(a, b);
    }

    private static Tensor folded(Call call, BinaryOperator<Tensor> function) {
        Tensor result = call.input(0);
        for (int i = 1; i < call.inputs(); i++) {
            result = combined(call, result, call.input(i), function);
        }
        return result;
    }

    /** Whole numbers are divided towards zero. */
    private static Tensor quotient(Tensor a, Tensor b) {
        return a.is_floating_point() ? a.div(b) : a.sub(a.fmod(b)).floor_divide(b);
    }

    /** The result has the type of the base. */
    private static Tensor power(Tensor base, Tensor exponent) {
        Tensor raised = exponent.numel() == 1 && Arrays.equals(Tensors.shape(exponent), new long[0])
                ? torch.pow(base, exponent.item())
                : torch.pow(base, exponent);
        return raised.to(base.scalar_type().intern());
    }
}
