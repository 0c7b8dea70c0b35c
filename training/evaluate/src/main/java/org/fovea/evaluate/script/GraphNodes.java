package org.fovea.evaluate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Block;
import org.bytedeco.pytorch.BlockArrayRef;
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
        return of(graph.block());
    }

    /** All of all blocks, those of a block behind the node that holds it. */
    static List<JitNode> all(Graph graph) {
        List<JitNode> nodes = new ArrayList<>();
        addAll(graph.block(), nodes);
        return nodes;
    }

    private static void addAll(Block block, List<JitNode> nodes) {
        for (JitNode node : of(block)) {
            nodes.add(node);
            for (Block inner : blocks(node)) {
                addAll(inner, nodes);
            }
        }
    }

    private static List<JitNode> of(Block block) {
        List<JitNode> nodes = new ArrayList<>();
        JitNode end = block.return_node();
        for (JitNode node = block.param_node().next(); !node.equals(end); node = node.next()) {
            nodes.add(node);
        }
        return nodes;
    }

    /** The blocks of a node: the branches of a condition, the body of a loop. */
    private static List<Block> blocks(JitNode node) {
        BlockArrayRef all = node.blocks();
        List<Block> blocks = new ArrayList<>();
        for (long i = 0; i < all.size(); i++) {
            blocks.add(all.at(i));
        }
        return blocks;
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
