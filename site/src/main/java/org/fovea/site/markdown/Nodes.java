package org.fovea.site.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;

/** Walks a document. */
final class Nodes {
    private Nodes() {}

    /** All nodes of a type below one, in the order of the text. */
    static <T extends Node> List<T> below(Node root, Class<T> type) {
        List<T> found = new ArrayList<>();
        Node node = root;
        while (node != null) {
            if (type.isInstance(node)) {
                found.add(type.cast(node));
            }
            node = node.getFirstChild() != null ? node.getFirstChild() : after(node, root);
        }
        return found;
    }

    private static Node after(Node from, Node root) {
        Node node = from;
        while (node != null && node != root && node.getNext() == null) {
            node = node.getParent();
        }
        return node == null || node == root ? null : node.getNext();
    }

    /** Whether a node lies in one of a type. */
    static boolean within(Node node, Class<? extends Node> type) {
        for (Node above = node.getParent(); above != null; above = above.getParent()) {
            if (type.isInstance(above)) {
                return true;
            }
        }
        return false;
    }

    /** Puts the children of a node into its place. */
    static void unwrap(Node node) {
        moveChildren(node, node);
        node.unlink();
    }

    private static void moveChildren(Node from, Node before) {
        Node child = from.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            before.insertBefore(child);
            child = next;
        }
    }

    /** Puts a node into the place of another, with its children. */
    static void replace(Node old, Node with) {
        Node child = old.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            with.appendChild(child);
            child = next;
        }
        old.insertBefore(with);
        old.unlink();
    }
}
