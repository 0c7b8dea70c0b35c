package org.fovea.testkit.powercut;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory whose power fails at a chosen change. What it has afterwards is what was forced: a file's
 * bytes by {@link FileChannel#force} of the file, the names in a folder by that of the folder. That is the least that
 * POSIX promises; real systems mostly keep more.
 */
public final class PowerCutFiles extends FileSystemProvider {
    private final Node root;
    private final PowerCutFileSystem system = new PowerCutFileSystem(this);
    private long changesLeft = Long.MAX_VALUE;
    private long changes;
    private boolean gone;

    private PowerCutFiles(Node root) {
        this.root = root;
    }

    /** An empty file system that has power. */
    public static PowerCutFiles empty() {
        return new PowerCutFiles(new Node(true));
    }

    /** A path of this file system. */
    public Path path(String text) {
        return system.getPath(text);
    }

    /** How many changes were made: writes, forces, renames, new and removed names. */
    public long changes() {
        return changes;
    }

    /** The power fails instead of this change; 0 is the next one. */
    public void cutBefore(long change) {
        changesLeft = change;
    }

    /**
     * The file system after the power has come back. Nothing can be done with this one any more.
     *
     * @param names whether all names had reached the disk by themselves, though no contents: a rename without a force
     *     before it then leaves an empty file
     */
    public PowerCutFiles afterCut(boolean names) {
        gone = true;
        return new PowerCutFiles(root.afterCut(names));
    }

    private void change(Path path) throws IOException {
        if (gone) {
            throw new NoSuchFileException(path.toString());
        }
        if (changesLeft == 0) {
            throw new PowerCutException();
        }
        changesLeft--;
        changes++;
    }

    private @Nullable Node find(Path path) {
        Node node = root;
        for (Path name : path.toAbsolutePath().normalize()) {
            Node next = node.entries.get(name.toString());
            if (next == null) {
                return null;
            }
            node = next;
        }
        return node;
    }

    private Node get(Path path) throws IOException {
        Node node = find(path);
        if (node == null || gone) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private Node folderOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Node folder = get(parent);
        if (!folder.folder) {
            throw new NotDirectoryException(parent.toString());
        }
        return folder;
    }

    private static String name(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Node node = find(path);
        boolean creates = options.contains(StandardOpenOption.CREATE_NEW);
        if (node != null && creates) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node == null) {
            if (!creates && !options.contains(StandardOpenOption.CREATE)) {
                throw new NoSuchFileException(path.toString());
            }
            change(path);
            node = new Node(false);
            folderOf(path).entries.put(name(path), node);
        } else if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                && options.contains(StandardOpenOption.WRITE)) {
            change(path);
            node.content = new byte[0];
        }
        return new NodeChannel(node, () -> change(path), options.contains(StandardOpenOption.APPEND));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Node folder = folderOf(path);
        change(path);
        folder.entries.put(name(path), new Node(true));
    }

    @Override
    public void delete(Path path) throws IOException {
        Node node = get(path);
        if (!node.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        change(path);
        folderOf(path).entries.remove(name(path));
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        Node node = get(from);
        Node folder = folderOf(to);
        if (folder.entries.containsKey(name(to))
                && !Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        change(from);
        folderOf(from).entries.remove(name(from));
        folder.entries.put(name(to), node);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
        Node node = get(from);
        Node folder = folderOf(to);
        if (folder.entries.containsKey(name(to))
                && !Arrays.asList(options).contains(StandardCopyOption.REPLACE_EXISTING)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        change(to);
        Node copy = new Node(false);
        copy.content = node.content.clone();
        folder.entries.put(name(to), copy);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path path, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : get(path).entries.keySet()) {
            if (filter.accept(path.resolve(name))) {
                found.add(path.resolve(name));
            }
        }
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return type.cast(new NodeAttributes(get(path)));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        get(path);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return get(one) == get(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return name(path).startsWith(".");
    }

    @Override
    public String getScheme() {
        return "powercut";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
