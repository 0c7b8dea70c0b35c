package org.fovea.testkit.powercut;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What little is known of a node. */
record NodeAttributes(Node node) implements BasicFileAttributes {
    private static final FileTime BEGIN = FileTime.fromMillis(0);

    @Override
    public FileTime lastModifiedTime() {
        return BEGIN;
    }

    @Override
    public FileTime lastAccessTime() {
        return BEGIN;
    }

    @Override
    public FileTime creationTime() {
        return BEGIN;
    }

    @Override
    public boolean isRegularFile() {
        return !node.folder;
    }

    @Override
    public boolean isDirectory() {
        return node.folder;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public long size() {
        return node.content.length;
    }

    @Override
    public Object fileKey() {
        return node;
    }
}
