package org.fovea.fleet.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this machine as storage with addresses {@code test://…}; tells how often it was asked. */
public class FolderStore implements RemoteFiles {
    private static final String SCHEME = "test://";

    private final Path folder;
    private final List<String> asked = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private boolean away;

    public FolderStore(Path folder) {
        this.folder = folder;
    }

    /** From now on nothing is reached. */
    public void goAway() {
        away = true;
    }

    public synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    public synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    private Path path(String address) throws IOException {
        if (away) {
            throw new IOException("the network is away");
        }
        return folder.resolve(address.substring(SCHEME.length()));
    }

    private static Facts facts(Path file) throws IOException {
        return new Facts(Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }

    @Override
    public synchronized Facts facts(String address) throws IOException {
        asked.add(address);
        Path path = path(address);
        if (!Files.exists(path)) {
            throw new java.nio.file.NoSuchFileException(address);
        }
        return facts(path);
    }

    @Override
    public synchronized InputStream open(String address) throws IOException {
        opened.add(address);
        return Files.newInputStream(path(address));
    }

    @Override
    public List<Found> list(String address, boolean deep) throws IOException {
        Path root = path(address);
        if (!Files.exists(root)) {
            throw new java.nio.file.NoSuchFileException(address);
        }
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, deep ? Integer.MAX_VALUE : 1)) {
            for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                found.add(new Found(root.relativize(each).toString(), facts(each)));
            }
        }
        return found;
    }
}
