package org.fovea.testkit.powercut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.fovea.testkit.powercut.DiskTrace.Kept;

/** A folder as programs see it and as the disk is sure to have it. Paths are relative to it; it is the empty one. */
final class Disk {
    private final Node root = new Node(true);

    private static final class Node {
        private final boolean folder;
        private byte[] content = {};
        private byte[] forcedContent = {};
        private final Map<String, Node> entries = new TreeMap<>();
        private Map<String, Node> forcedEntries = Map.of();

        Node(boolean folder) {
            this.folder = folder;
        }

        void copy(Kept kept, Path target) throws IOException {
            if (!folder) {
                Files.write(target, kept == Kept.WRITTEN ? content : forcedContent);
                return;
            }
            Files.createDirectories(target);
            for (Map.Entry<String, Node> entry : (kept == Kept.FORCED ? forcedEntries : entries).entrySet()) {
                entry.getValue().copy(kept, target.resolve(entry.getKey()));
            }
        }
    }

    private Node find(String path) {
        Node node = root;
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            node = node.entries.get(name);
            if (node == null) {
                throw new IllegalStateException("no " + path);
            }
        }
        return node;
    }

    private Map<String, Node> siblings(String path) {
        return find(path.substring(0, Math.max(0, path.lastIndexOf('/')))).entries;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    void make(String path, boolean folder) {
        siblings(path).put(name(path), new Node(folder));
    }

    void remove(String path) {
        siblings(path).remove(name(path));
    }

    void move(String from, String to) {
        Node node = find(from);
        remove(from);
        siblings(to).put(name(to), node);
    }

    void write(String file, long at, byte[] bytes) {
        Node node = find(file);
        int end = Math.toIntExact(at + bytes.length);
        node.content = Arrays.copyOf(node.content, Math.max(node.content.length, end));
        System.arraycopy(bytes, 0, node.content, (int) at, bytes.length);
    }

    /** What is new is zero. */
    void length(String file, long length) {
        Node node = find(file);
        node.content = Arrays.copyOf(node.content, Math.toIntExact(length));
    }

    void force(String path) {
        Node node = find(path);
        node.forcedContent = node.content.clone();
        node.forcedEntries = Map.copyOf(node.entries);
    }

    /** Lays out what is there after a power cut. */
    void copy(Kept kept, Path target) throws IOException {
        root.copy(kept, target);
    }
}
