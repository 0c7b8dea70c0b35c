package org.fovea.testkit.powercut;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** An open file, or a folder that is opened to be forced. */
final class NodeChannel extends FileChannel {
    private final Node node;
    private final Change change;
    private long position;

    /** Told before each change. */
    @FunctionalInterface
    interface Change {
        void next() throws IOException;
    }

    NodeChannel(Node node, Change change, boolean append) {
        this.node = node;
        this.change = change;
        this.position = append ? node.content.length : 0;
    }

    @Override
    public int read(ByteBuffer target) {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int read(ByteBuffer target, long from) {
        if (from >= node.content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), node.content.length - (int) from);
        target.put(node.content, (int) from, count);
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = write(source, position);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source, long to) throws IOException {
        change.next();
        int count = source.remaining();
        node.content = Arrays.copyOf(node.content, Math.max(node.content.length, (int) to + count));
        source.get(node.content, (int) to, count);
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long next) {
        position = next;
        return this;
    }

    @Override
    public long size() {
        return node.content.length;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        change.next();
        node.content = Arrays.copyOf(node.content, (int) Math.min(size, node.content.length));
        position = Math.min(position, size);
        return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        change.next();
        node.force();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        int end = (int) Math.min(node.content.length, from + count);
        return target.write(ByteBuffer.wrap(Arrays.copyOfRange(node.content, (int) from, Math.max((int) from, end))));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long to, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    /** Nobody else is there. */
    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        return new FileLock(this, from, size, shared) {
            @Override
            public boolean isValid() {
                return true;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    protected void implCloseChannel() {}
}
