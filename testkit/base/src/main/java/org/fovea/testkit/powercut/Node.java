package org.fovea.testkit.powercut;

import java.util.Map;
import java.util.TreeMap;

/** A file or a folder, as programs see it and as the disk has it. */
final class Node {
    final boolean folder;
    byte[] content = {};
    Map<String, Node> entries = new TreeMap<>();
    private byte[] onDisk = {};
    private Map<String, Node> entriesOnDisk = Map.of();

    Node(boolean folder) {
        this.folder = folder;
    }

    void force() {
        onDisk = content.clone();
        entriesOnDisk = Map.copyOf(entries);
    }

    /**
     * What is there after a power cut.
     *
     * @param names whether the system had written all folders by itself, though no contents
     */
    Node afterCut(boolean names) {
        Node after = new Node(folder);
        after.content = onDisk.clone();
        (names ? entries : entriesOnDisk).forEach((name, node) -> after.entries.put(name, node.afterCut(names)));
        after.force();
        return after;
    }
}
