package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Graph;
import org.bytedeco.pytorch.IValueOptional;
import org.bytedeco.pytorch.JitNode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Value;
import org.bytedeco.pytorch.global.torch;

/** What the nodes of a program's graph are. */
final class GraphNodes {
    private GraphNodes() {}

    /** All of the outermost block, in order; the graph may be changed while they are gone through. */
    static List<JitNode> of(Graph graph) {
        List<JitNode> nodes = new ArrayList<>();
        JitNode end = graph.return_node();
        for (JitNode node = graph.param_node().next(); !node.equals(end); node = node.next()) {
            nodes.add(node);
        }
        return nodes;
    }

    /** The operation, {@code aten::add} for example. */
    static String kind(JitNode node) {
        return node.kind().toQualString().getString();
    }

    /** The tensor that a value always is, if it is a constant one. */
    static Optional<Tensor> constant(Value value) {
        IValueOptional constant = torch.toIValue(value);
        return constant.has_value() && constant.get().isTensor()
                ? Optional.of(constant.get().toTensor())
                : Optional.empty();
    }
}
