package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Products of matrices. */
final class Matrices {
    private Matrices() {}

    static void addTo(Map<String, Operator> table) {
        table.put("MatMul", Operator.of(call -> product(call, call.input(0), call.input(1))));
        table.put("Gemm", Operator.of(Matrices::general));
        table.put("Einsum", Operator.of(Matrices::einsum));
    }

    private static Tensor product(Call call, Tensor a, Tensor b) {
        long[] left = Tensors.shape(a);
        long[] right = Tensors.shape(b);
        call.demand(left.length > 0 && right.length > 0, () -> "a single number is no matrix");
        long inner = left[left.length - 1];
        long rows = left.length == 1 ? 1 : left[left.length - 2];
        long columns = right.length == 1 ? 1 : right[right.length - 1];
        long[] batch = Dimensions.broadcast(
                call,
                Arrays.copyOf(left, Math.max(0, left.length - 2)),
                Arrays.copyOf(right, Math.max(0, right.length - 2)));
        long[] result = Dimensions.joined(batch, new long[] {rows, columns});
        call.room(result);
        call.work(Budget.elements(result), inner);
        return a.matmul(b);
    }

    private static Tensor general(Call call) {
        Tensor a = call.input(0);
        Tensor b = call.input(1);
        call.demand(
                a.dim() == 2 && b.dim() == 2,
                () -> "inputs " + Arrays.toString(call.shape(0)) + " and " + Arrays.toString(call.shape(1))
                        + " are no matrices");
        Tensor product = product(call, call.flag("transA", false) ? a.t() : a, call.flag("transB", false) ? b.t() : b);
        double alpha = call.real("alpha", 1);
        double beta = call.real("beta", 1);
        Tensor scaled = alpha == 1 ? product : product.mul(new Scalar(alpha));
        return call.optional(2)
                .map(c -> {
                    call.room(Dimensions.broadcast(call, Tensors.shape(scaled), Tensors.shape(c)));
                    return scaled.add(beta == 1 ? c : c.mul(new Scalar(beta)));
                })
                .orElse(scaled);
    }

    private static Tensor einsum(Call call) {
        String equation = call.text("equation", "").replace(" ", "");
        call.demand(
                equation.matches("[A-Za-z.,]+(->[A-Za-z.]*)?"),
                () -> "equation '" + Node.printable(equation) + "' is none");
        String[] terms = equation.replaceFirst("->.*", "").split(",", -1);
        call.demand(terms.length == call.inputs(), () -> terms.length + " terms for " + call.inputs() + " inputs");
        // Every letter has a side; the product of all bounds the work, and the size of whatever is made on the way.
        Map<String, Long> sides = new HashMap<>();
        TensorVector operands = new TensorVector();
        for (int i = 0; i < terms.length; i++) {
            long[] shape = call.shape(i);
            int dots = terms[i].indexOf("...");
            int letters = terms[i].replace("...", "").length();
            int rest = shape.length - letters;
            String term = terms[i];
            call.demand(
                    dots >= 0 ? rest >= 0 : rest == 0,
                    () -> "term '" + Node.printable(term) + "' does not fit input " + Arrays.toString(shape));
            int axis = 0;
            for (int k = 0; k < term.length(); k++) {
                if (term.charAt(k) == '.') {
                    for (int r = 0; r < rest; r++) {
                        sides.merge("." + (rest - r), shape[axis++], Math::max);
                    }
                    k += 2;
                } else {
                    sides.merge(String.valueOf(term.charAt(k)), shape[axis++], Math::max);
                }
            }
            operands.push_back(call.input(i));
        }
        call.work(sides.values().stream().mapToLong(Long::longValue).toArray());
        if (equation.contains("->")) {
            String result = equation.substring(equation.indexOf("->") + 2);
            call.room(sides.entrySet().stream()
                    .filter(side ->
                            side.getKey().startsWith(".") ? result.contains("...") : result.contains(side.getKey()))
                    .mapToLong(Map.Entry::getValue)
                    .toArray());
        } else {
            call.room(sides.values().stream().mapToLong(Long::longValue).toArray());
        }
        return torch.einsum(equation, operands);
    }
}
