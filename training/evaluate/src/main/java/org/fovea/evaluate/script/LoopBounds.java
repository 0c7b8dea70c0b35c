package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.FunctionType;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Symbol;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.Use;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.script.ScriptProgram.Body;

/**
 * How often a program computes its nodes at most. A loop ends where the number of its rounds is made of constants, of
 * sides of tensors and of lengths of lists; one over a condition where it has a counter that moves by a constant
 * towards such a number.
 */
final class LoopBounds {
    /** What a side or a length counts as. */
    private static final double SIDE = 256;

    /** Most nodes that a call may compute; a processor takes minutes for as many small ones. */
    private static final double MOST = 1e10;

    private static final Set<String> SIDES = Set.of("aten::size", "aten::len", "aten::dim", "prim::shape");
    private static final Set<String> SAME = Set.of(
            "aten::Int",
            "aten::Float",
            "aten::floor",
            "aten::ceil",
            "aten::round",
            "aten::neg",
            "aten::abs",
            "prim::abs",
            "aten::floordiv",
            "aten::div",
            "aten::__round_to_zero_floordiv",
            "prim::unchecked_cast",
            "prim::unchecked_unwrap_optional",
            "aten::_unwrap_optional");
    private static final Set<String> SUMS =
            Set.of("aten::add", "aten::sub", "aten::rsub", "aten::remainder", "aten::mod", "aten::__range_length");
    private static final Set<String> GROWTH = Set.of(
            "aten::append",
            "aten::extend",
            "aten::insert",
            "aten::add_",
            "aten::_set_item",
            "aten::update",
            "aten::setdefault",
            "aten::unsqueeze_",
            "aten::squeeze_",
            "aten::t_",
            "aten::transpose_",
            "aten::swapaxes_",
            "aten::swapdims_",
            "prim::CallMethod",
            "prim::CallFunction");

    private static final Set<String> STRETCHING =
            Set.of("aten::expand", "aten::broadcast_to", "aten::as_strided", "aten::empty_strided", "aten::arange");

    /** The attribute of a node that holds the name of an attribute or a method. */
    private final ScriptProgram program;

    private final Map<String, Body> functions = new HashMap<>();

    /** By the last part of a method's name, where a call goes through an interface. */
    private final Map<String, List<Body>> methods = new HashMap<>();

    /** The calls of each function, by its name. */
    private final Map<String, List<JitNode>> callers = new HashMap<>();

    private final Set<String> setAttributes = new HashSet<>();
    private final Map<String, Double> costs = new HashMap<>();
    private final Map<Long, Double> bounds = new HashMap<>();
    private Optional<String> complaint = Optional.empty();

    LoopBounds(ScriptProgram program) {
        this.program = program;
        for (Body body : program.bodies()) {
            functions.put(body.name(), body);
            methods.computeIfAbsent(body.name().substring(body.name().lastIndexOf('.') + 1), n -> new ArrayList<>())
                    .add(body);
        }
    }

    /** What is without bound, as a phrase; nothing where all is bounded. */
    Optional<String> complaint() {
        boolean objects = false;
        boolean interfaces = false;
        for (Body body : program.bodies()) {
            for (JitNode node : body.nodes()) {
                switch (program.kind(node)) {
                    case "prim::SetAttr" -> {
                        setAttributes.add(attribute(node));
                        objects |= isObject(node.input(1));
                    }
                    case "prim::CallMethod", "prim::CallFunction" -> {
                        List<Body> called = called(node);
                        called.forEach(one -> callers.computeIfAbsent(one.name(), n -> new ArrayList<>())
                                .add(node));
                        if (isInterface(node)) {
                            interfaces = true;
                            // The object behind it may be one that was passed, and that may be the caller itself.
                            objects |= !program.kind(node.input(0).node()).equals("prim::GetAttr");
                        }
                    }
                    default -> {}
                }
            }
        }
        if (interfaces && objects) {
            return Optional.of("calls through an interface to objects that it changes or passes on");
        }
        for (Body body : program.bodies()) {
            double cost = cost(body);
            if (complaint.isPresent()) {
                return complaint;
            }
            if (!(cost <= MOST)) {
                return Optional.of("loops or calls within each other that take too long (" + body.name() + ")");
            }
        }
        return Optional.empty();
    }

    private static boolean isObject(Value value) {
        Type type = value.type().get();
        return type.kind().intern() == torch.TypeKind.ClassType
                || type.kind().intern() == torch.TypeKind.InterfaceType
                || type.annotation_str().getString().contains("__torch__");
    }

    private boolean isInterface(JitNode call) {
        return program.kind(call).equals("prim::CallMethod")
                && call.input(0).type().get().kind().intern() == torch.TypeKind.InterfaceType;
    }

    private static String attribute(JitNode node) {
        return node.s(Symbol.fromQualString("attr::name")).getString();
    }

    /** The functions that a call may reach: one, or every method of that name behind an interface. */
    private List<Body> called(JitNode call) {
        if (program.kind(call).equals("prim::CallFunction")) {
            return found(new FunctionType(call.input(0).type().get())
                    .function()
                    .qualname()
                    .qualifiedName()
                    .getString());
        }
        String method = attribute(call);
        if (isInterface(call)) {
            return methods.getOrDefault(method, List.of());
        }
        return found(call.input(0).type().get().annotation_str().getString() + "." + method);
    }

    private List<Body> found(String name) {
        Body body = functions.get(name);
        return body == null ? List.of() : List.of(body);
    }

    private double cost(Body body) {
        Double known = costs.get(body.name());
        if (known != null) {
            return known;
        }
        // While it is being counted, a call of it through an interface is one of another object, a part of this one.
        costs.put(body.name(), 0.0);
        double cost = cost(body.graph().block());
        costs.put(body.name(), cost);
        return cost;
    }

    private double cost(Block block) {
        double sum = 0;
        for (JitNode node : GraphNodes.of(block)) {
            double inner = 1;
            for (Block each : GraphNodes.blocks(node)) {
                inner += cost(each);
            }
            switch (program.kind(node)) {
                case "prim::Loop" -> sum += inner * rounds(node);
                case "prim::CallMethod", "prim::CallFunction" ->
                    sum += inner
                            + called(node).stream()
                                    .mapToDouble(this::cost)
                                    .max()
                                    .orElse(0);
                default -> sum += inner;
            }
        }
        return sum;
    }

    private double rounds(JitNode loop) {
        double most = Math.min(bound(loop.input(0)), byCondition(loop));
        if (!(most <= MOST) && complaint.isEmpty()) {
            boolean open = program.kind(loop.input(0).node()).equals("prim::Constant");
            complaint = Optional.of(
                    open
                            ? "a loop without bound (while)"
                            : "a loop whose number of rounds depends on values of tensors (for)");
        }
        return most;
    }

    /** Rounds of a loop that ends when a counter passes a number. */
    private double byCondition(JitNode loop) {
        Block body = GraphNodes.blocks(loop).getFirst();
        return byCondition(body.outputs().get(0), loop, body);
    }

    private double byCondition(Value condition, JitNode loop, Block body) {
        JitNode node = condition.node();
        switch (program.kind(node)) {
            case "aten::__and__" -> {
                return Math.min(byCondition(node.input(0), loop, body), byCondition(node.input(1), loop, body));
            }
            case "prim::If" -> {
                List<Block> branches = GraphNodes.blocks(node);
                Value otherwise = branches.get(1).outputs().get(condition.offset());
                return number(otherwise).filter(value -> value == 0).isPresent()
                        ? Math.min(
                                byCondition(node.input(0), loop, body),
                                byCondition(branches.get(0).outputs().get(condition.offset()), loop, body))
                        : Double.POSITIVE_INFINITY;
            }
            case "aten::lt", "aten::le" -> {
                return Math.min(
                        byCounter(node.input(0), node.input(1), 1, loop, body),
                        byCounter(node.input(1), node.input(0), -1, loop, body));
            }
            case "aten::gt", "aten::ge" -> {
                return Math.min(
                        byCounter(node.input(0), node.input(1), -1, loop, body),
                        byCounter(node.input(1), node.input(0), 1, loop, body));
            }
            default -> {
                return Double.POSITIVE_INFINITY;
            }
        }
    }

    private double byCounter(Value counter, Value end, int direction, JitNode loop, Block body) {
        JitNode step = counter.node();
        boolean less = program.kind(step).equals("aten::sub");
        if (!less && !program.kind(step).equals("aten::add")) {
            return Double.POSITIVE_INFINITY;
        }
        double by = number(step.input(1)).orElse(0.0) * (less ? -direction : direction);
        Value before = step.input(0);
        for (long i = 1; i < body.inputs().size(); i++) {
            if (body.inputs().get(i).equals(before)
                    && body.outputs().get(i).equals(counter)
                    && by >= 1
                    && isFixed(end, loop, body)) {
                return (bound(loop.input(i + 1)) + bound(end)) / by + 1;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Whether a value is the same in every round: made outside, or of such values only. */
    private boolean isFixed(Value value, JitNode loop, Block body) {
        JitNode node = value.node();
        if (node.isBefore(loop)) {
            return true;
        }
        if (number(value).isPresent()) {
            return true;
        }
        String kind = program.kind(node);
        if (!SIDES.contains(kind) && !SAME.contains(kind) && !SUMS.contains(kind)) {
            return false;
        }
        if (SIDES.contains(kind)) {
            List<JitNode> inside = new ArrayList<>();
            GraphNodes.addAll(body, inside);
            if (inside.stream().map(program::kind).anyMatch(GROWTH::contains)) {
                return false;
            }
        }
        for (long i = 0; i < node.inputs().size(); i++) {
            if (!isFixed(node.input(i), loop, body)) {
                return false;
            }
        }
        return true;
    }

    /** A constant number or truth. */
    private Optional<Double> number(Value value) {
        if (!program.kind(value.node()).equals("prim::Constant")) {
            return Optional.empty();
        }
        IValueOptional constant = torch.toIValue(value);
        if (!constant.has_value()) {
            return Optional.empty();
        }
        IValue one = constant.get();
        return one.isInt()
                ? Optional.of((double) one.toInt())
                : one.isDouble()
                        ? Optional.of(one.toDouble())
                        : one.isBool() ? Optional.of(one.toBool() ? 1.0 : 0.0) : Optional.empty();
    }

    /** The greatest size of a number, or of the numbers in a list; infinite where nothing is known. */
    private double bound(Value value) {
        Double known = bounds.get(value.address());
        if (known == null) {
            // Of values that are made of themselves nothing is known.
            bounds.put(value.address(), Double.POSITIVE_INFINITY);
            known = found(value);
            if (known.isNaN()) {
                known = Double.POSITIVE_INFINITY;
            }
            bounds.put(value.address(), known);
        }
        return known;
    }

    private double found(Value value) {
        JitNode node = value.node();
        String kind = program.kind(node);
        torch.TypeKind type = value.type().get().kind().intern();
        if (type == torch.TypeKind.TensorType || type == torch.TypeKind.ListType && !isOnlyRead(value)) {
            return Double.POSITIVE_INFINITY;
        }
        if (SIDES.contains(kind)) {
            return node.inputs().size() > 0 && isStretched(node.input(0)) ? Double.POSITIVE_INFINITY : SIDE;
        }
        if (SAME.contains(kind)) {
            return bound(node.input(0)) * (node.inputs().size() > 1 ? inverse(node.input(1)) : 1);
        }
        if (SUMS.contains(kind)) {
            return bound(node.input(0)) + bound(node.input(1));
        }
        return switch (kind) {
            case "prim::Constant" -> number(value).map(Math::abs).orElse(Double.POSITIVE_INFINITY);
            case "aten::mul" -> bound(node.input(0)) * bound(node.input(1));
            case "aten::__derive_index" -> bound(node.input(1)) + bound(node.input(0)) * bound(node.input(2));
            case "prim::max" -> Math.max(bound(node.input(0)), last(node));
            case "prim::min" -> Math.min(bound(node.input(0)), last(node));
            case "prim::ListConstruct" -> largest(node);
            case "prim::ListUnpack", "aten::__getitem__", "aten::slice" -> bound(node.input(0));
            case "prim::TupleUnpack" -> ofTuple(node.input(0), value.offset());
            case "prim::TupleIndex" ->
                number(node.input(1))
                        .map(i -> ofTuple(node.input(0), i.longValue()))
                        .orElse(Double.POSITIVE_INFINITY);
            case "prim::If" ->
                GraphNodes.blocks(node).stream()
                        .mapToDouble(branch -> bound(branch.outputs().get(value.offset())))
                        .max()
                        .orElseThrow();
            case "prim::Param" -> ofParameter(value, node);
            case "prim::GetAttr" ->
                setAttributes.contains(attribute(node))
                                || !node.input(0).type().get().is_module()
                        ? Double.POSITIVE_INFINITY
                        : program.largestNumber(attribute(node));
            case "prim::CallMethod", "prim::CallFunction" ->
                called(node).stream()
                        .mapToDouble(body -> bound(body.graph().outputs().get(value.offset())))
                        .max()
                        .orElse(Double.POSITIVE_INFINITY);
            default -> Double.POSITIVE_INFINITY;
        };
    }

    /** Whether something has sides or a length that its author writes down, and that cost no memory. */
    private boolean isStretched(Value value) {
        String kind = program.kind(value.node());
        return STRETCHING.contains(kind)
                || kind.equals("aten::mul") && isList(value.type().get());
    }

    /** How much greater a quotient may be. */
    private double inverse(Value divisor) {
        if (divisor.type().get().kind().intern() == torch.TypeKind.IntType) {
            return 1;
        }
        return number(divisor).map(by -> Math.max(1, 1 / Math.abs(by))).orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether no one can change a list, so that its numbers stay what they were when it was made. */
    private boolean isOnlyRead(Value list) {
        Use uses = list.uses();
        long count = uses.limit();
        for (long i = 0; i < count; i++) {
            uses.position(i);
            String kind = program.kind(uses.user());
            boolean another = uses.user().outputs().size() == 1
                    && isList(uses.user().output().type().get());
            if (GROWTH.contains(kind)
                    || another && !kind.equals("aten::slice")
                    || !kind.startsWith("aten::") && !kind.equals("prim::ListUnpack")) {
                return false;
            }
        }
        return true;
    }

    /** A list, or what may be one: another name for the same list may come of it. */
    private static boolean isList(Type type) {
        String name = type.annotation_str().getString();
        return name.contains("List[") || name.contains("Any");
    }

    private double last(JitNode node) {
        return node.inputs().size() > 1 ? bound(node.input(1)) : bound(node.input(0));
    }

    private double largest(JitNode node) {
        double most = 0;
        for (long i = 0; i < node.inputs().size(); i++) {
            most = Math.max(most, bound(node.input(i)));
        }
        return most;
    }

    private double ofTuple(Value tuple, long index) {
        JitNode node = tuple.node();
        return program.kind(node).equals("prim::TupleConstruct")
                        && index >= 0
                        && index < node.inputs().size()
                ? bound(node.input(index))
                : Double.POSITIVE_INFINITY;
    }

    /** What a function gets from its callers; what a round of a loop gets. */
    private double ofParameter(Value value, JitNode parameters) {
        JitNode owner = parameters.owningBlock().owningNode();
        if (owner != null && !owner.isNull()) {
            return program.kind(owner).equals("prim::Loop") && value.offset() == 0
                    ? Math.min(bound(owner.input(0)), byCondition(owner))
                    : Double.POSITIVE_INFINITY;
        }
        for (Body body : program.bodies()) {
            if (body.graph().param_node().equals(parameters)) {
                return callers.getOrDefault(body.name(), List.of()).stream()
                        .mapToDouble(call ->
                                value.offset() < call.inputs().size() ? bound(call.input(value.offset())) : SIDE)
                        .max()
                        .orElse(SIDE);
            }
        }
        return Double.POSITIVE_INFINITY;
    }
}
